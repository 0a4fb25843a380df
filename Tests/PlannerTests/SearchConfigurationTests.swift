import Foundation
import Testing

@testable import Planner

@Suite struct SearchConfigurationTests {
  @Test func `the defaults are those of the papers and have no problem`() {
    let configuration = SearchConfiguration()
    #expect(configuration.problem == nil)
    #expect(configuration.explorationInit == 1.25 && configuration.explorationBase == 19652)
    #expect(configuration.withoutExploration.problem == nil)
  }

  @Test func `a configuration survives being written down, enumerations as words`() throws {
    var configuration = SearchConfiguration()
    configuration.algorithm = .gumbel
    configuration.firstPlayUrgency = .meanQ
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(SearchConfiguration.self, from: data) == configuration)
    let object = try #require(
      JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["algorithm"] as? String == "gumbel")
    #expect(object["firstPlayUrgency"] as? String == "meanQ")
  }

  @Test func `values that cannot be searched with are named`() {
    func problem(_ change: (inout SearchConfiguration) -> Void) -> String {
      var configuration = SearchConfiguration()
      change(&configuration)
      return configuration.problem ?? ""
    }
    #expect(problem { $0.simulations = 0 }.contains("simulations: found 0"))
    #expect(problem { $0.rootNoiseFraction = 1.5 }.contains("rootNoiseFraction: found 1.5"))
    #expect(problem { $0.rootNoiseAlpha = 0 }.contains("rootNoiseAlpha"))
    #expect(problem { $0.valueMinimum = 1 }.contains("valueMinimum"))
    #expect(problem { $0.temperature = .nan }.contains("temperature"))
    #expect(problem { $0.leavesPerTree = 0 }.contains("leavesPerTree"))
  }
}

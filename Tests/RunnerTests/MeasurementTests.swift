import Foundation
import Runner
import Testing

@Suite struct MeasurementTests {
  @Test func `the median and the spread of the runs are kept`() {
    let odd = Measurement("a", [3, 1, 2], "x/s")
    #expect(odd.value == 2)
    #expect(odd.spread == 1)
    #expect(odd.runs == 3)
    #expect(Measurement("a", [1, 4, 2, 3], "x/s").value == 2.5)
    #expect(Measurement("a", [0], "x/s").spread == 0)
  }

  @Test func `a rate counts work in processor time`() {
    var calls = 0
    let rate = Measurement.rate("a", "x/s", runs: 2, seconds: 0.01) {
      calls += 1
      return 10
    }
    #expect(rate.runs == 2)
    #expect(rate.value > 10 * 2)
    #expect(calls > 2)
  }

  @Test func `work of another process is counted by the clock`() {
    let rate = Measurement.rate("a", "x/s", runs: 1, seconds: 0.02, by: .wall) {
      usleep(5000)
      return 1
    }
    #expect(rate.value > 0 && rate.value <= 200)
  }

  @Test func `a thread that sleeps does not keep a run from ending`() {
    let rate = Measurement.rate("a", "x/s", runs: 1, seconds: 0.01) {
      usleep(5000)
      return 1
    }
    #expect(rate.value > 0)
  }

  @Test func `large numbers are grouped`() {
    #expect(Measurement.grouped(1_234_567.8) == "1 234 568")
    #expect(Measurement.grouped(-1234) == "-1 234")
    #expect(Measurement.grouped(100) == "100")
    #expect(Measurement.grouped(0.0125) == "0.013")
    #expect(Measurement.grouped(-1.5) == "-1.500")
  }

  @Test func `figures can be read by other programs`() throws {
    let result = try Program.run(
      ["bench", "rules", "tic-tac-toe", "--json", "--runs", "1", "--seconds", "0.005"])
    let figures = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    #expect(figures.count == 8)
    for figure in figures {
      #expect(Set(figure.keys) == ["name", "value", "unit", "spread", "runs", "machine"])
      #expect((figure["value"] as? Double ?? 0) > 0)
    }
    #expect((figures[0]["machine"] as? String)?.contains("built for") == true)
  }
}

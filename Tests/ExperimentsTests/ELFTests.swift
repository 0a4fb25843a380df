import Foundation
import Testing

@testable import Experiments

@Suite struct ELFTests {
  @Test func `broken programs have no build identifier and break nothing`() throws {
    let program = try FileSystem.read("/proc/self/exe")
    let header = Data(program.prefix(4096))
    #expect(ELF.buildID(Data()) == nil)
    for count in stride(from: 0, to: header.count, by: 61) {
      _ = ELF.buildID(Data(header.prefix(count)))
    }
    for position in 16..<min(600, header.count) {
      var damaged = header
      damaged[position] = 0xFF
      _ = ELF.buildID(damaged)
    }
  }
}

import Glibc
import Testing

@testable import ExternalGames

@Suite struct PluginCallTests {
  private struct Failure: Error, Equatable {}

  @Test func `what the library returns or throws is handed on`() {
    #expect(PluginTable.call("state_hash", of: nil) { 7 } == 7)
    #expect(throws: Failure()) {
      try PluginTable.call("state_hash", of: nil) { () throws(Failure) in throw Failure() }
    }
  }

  @Test func `a program that ends inside a library says where`() async throws {
    let result = try await #require(
      processExitsWith: .exitCode(3), observing: [\.standardErrorContent]
    ) {
      PluginTable.watch(descriptor: STDERR_FILENO, prefix: "error: plugin ")
      PluginTable.call("state_step", of: strdup("nim.so")) { () -> Void in exit(3) }
    }
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("error: plugin nim.so: ended the program in 'state_step' (exit)\n"))
  }

  @Test func `a program that crashes inside a library says where`() async throws {
    let result = try await #require(
      processExitsWith: .signal(SIGABRT), observing: [\.standardErrorContent]
    ) {
      PluginTable.watch(descriptor: STDERR_FILENO, prefix: "error: plugin ")
      PluginTable.call("game_spec", of: strdup("nim.so")) { () -> Void in abort() }
    }
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("error: plugin nim.so: crashed in 'game_spec' (SIGABRT)\n"))
  }

  @Test func `a program that ends elsewhere says nothing of the library`() async throws {
    let result = try await #require(
      processExitsWith: .exitCode(3), observing: [\.standardErrorContent]
    ) {
      PluginTable.watch(descriptor: STDERR_FILENO, prefix: "error: plugin ")
      PluginTable.call("state_step", of: strdup("nim.so")) {}
      try? PluginTable.call("state_step", of: strdup("nim.so")) { throw CancellationError() }
      exit(3)
    }
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(!text.contains("nim.so"))
  }
}

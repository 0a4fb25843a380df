import Foundation
import Testing

@testable import Network

@Suite struct TorchLibraryTests {
  @Test func `a missing library is an error that says how to get it`() {
    let found = TorchLibrary.open(["/nowhere/libctorch.so", "/neither/libctorch.so"])
    guard case .failure(let error) = found else {
      Issue.record("a library was found where there is none")
      return
    }
    #expect(error.description.contains("/nowhere/libctorch.so and /neither/libctorch.so"))
    #expect(error.description.contains("make setup"))
  }

  @Test func `a file that is no such library is an error with the reason`() throws {
    try CheckpointTests.withFolder { folder in
      let url = folder.appending(path: "libctorch.so")
      try Data("no library".utf8).write(to: url)
      guard case .failure(let error) = TorchLibrary.open([url.path]) else {
        Issue.record("a text was opened as a library")
        return
      }
      #expect(error.description.contains(url.path))
      #expect(error.description.contains("make setup"))
    }
  }

  @Test func `an environment variable names the file, else folders are searched`() {
    setenv("TESUJI_TEST_LIBRARY", "/there/it.so", 1)
    defer { unsetenv("TESUJI_TEST_LIBRARY") }
    #expect(
      NativeLibrary.candidates(variable: "TESUJI_TEST_LIBRARY", file: "it.so") == ["/there/it.so"])
    let here = FileManager.default.currentDirectoryPath
    let paths = NativeLibrary.candidates(variable: "TESUJI_NO_SUCH_VARIABLE", file: "it.so")
    #expect(paths.first == "\(here)/.deps/lib/it.so")
    #expect(Set(paths).count == paths.count)
  }

  @Test(.enabled(if: TorchLibrary.isAvailable, "needs LibTorch"))
  func `the library says its version`() throws {
    #expect(try TorchLibrary.summary.get().contains("LibTorch 2."))
    #expect(TorchLibrary.threadCount == 1)
  }
}

import COneDNN
import Foundation

/// The library of inference plans, found and opened when it is first needed.
///
/// It is looked for in the file that the environment variable `TESUJI_ONEDNN_PLAN` names, else in
/// `.deps/lib/libonednn_plan.so` of the working directory, of the folders around the running
/// program, and of the package that was built.
public enum InferencePlanLibrary {
  /// Whether networks can be evaluated here.
  public static var isAvailable: Bool { (try? loaded.get()) != nil }

  /// The version of oneDNN and the file that speaks to it, or why there is none.
  public static var summary: Result<String, NetworkError> {
    loaded.map { "oneDNN \(String(cString: $0.table.version())) by \($0.path)" }
  }

  /// Whether this processor multiplies bfloat16 numbers by itself.
  public static var hasNativeBFloat16: Bool {
    (try? loaded.get()).map { $0.table.has_bf16() != 0 } ?? false
  }

  struct Loaded {
    var table: onednn_table
    var path: String
  }

  /// The functions, or why there are none; opened once.
  static let loaded = open(
    NativeLibrary.candidates(variable: "TESUJI_ONEDNN_PLAN", file: "libonednn_plan.so"))

  /// Opens the first of some files that exists.
  ///
  /// - Parameter paths: Where to look, in order.
  /// - Returns: The functions, or why there are none.
  static func open(_ paths: [String]) -> Result<Loaded, NetworkError> {
    guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      return .failure(
        NetworkError(
          "evaluating networks needs libonednn_plan.so; looked for "
            + "\(paths.joined(separator: ", ")); `make setup` builds it"))
    }
    // OpenMP reads this once, when the first library that uses it is opened.
    setenv("OMP_WAIT_POLICY", "PASSIVE", 0)
    var reason = [CChar](repeating: 0, count: 1024)
    guard let table = onednn_load(path, &reason, Int32(reason.count)) else {
      let text = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      return .failure(
        NetworkError(
          "the library of inference plans cannot be opened: "
            + "\(String(decoding: text, as: UTF8.self)); `make setup` builds it anew"))
    }
    return .success(Loaded(table: table.pointee, path: path))
  }

  /// The functions.
  ///
  /// - Returns: The table.
  /// - Throws: `NetworkError` where the library is missing or does not fit.
  static func table() throws(NetworkError) -> onednn_table {
    try loaded.get().table
  }

  /// The error of the last call on this thread.
  static func lastError(_ table: onednn_table) -> NetworkError {
    NetworkError(String(cString: table.last_error()))
  }
}

import CTorch
import Foundation

/// LibTorch, found and opened when it is first needed.
///
/// It is used through `libctorch.so`, which is looked for in the file that the environment variable
/// `TESUJI_CTORCH` names, else in `.deps/lib` of the working directory and of the folders above the
/// running program.
public enum TorchLibrary {
  /// Whether training is possible here.
  public static var isAvailable: Bool { (try? loaded.get()) != nil }

  /// The version of LibTorch and the file that speaks to it, or why there is none.
  public static var summary: Result<String, NetworkError> {
    loaded.map { "LibTorch \(String(cString: $0.table.version())), \($0.path)" }
  }

  /// The number of threads inside one operation; part of what makes training repeatable.
  ///
  /// It holds for every thread of the process from its next operation on, and is 1 at first.
  public static var threadCount: Int {
    get { (try? loaded.get()).map { Int($0.table.thread_count()) } ?? 1 }
    set { (try? loaded.get())?.table.set_thread_count(Int32(newValue)) }
  }

  /// Whether this processor computes with bfloat16 by itself, so that `withAutocast` makes training
  /// faster and not slower.
  public static var hasNativeBFloat16: Bool {
    (try? loaded.get()).map { $0.table.has_native_bfloat16() != 0 } ?? false
  }

  struct Loaded {
    var table: ctorch_table
    var path: String
  }

  /// The functions, or why there are none; opened once.
  static let loaded = open(
    NativeLibrary.candidates(variable: "TESUJI_CTORCH", file: "libctorch.so"))

  /// Opens the first of some files that exists.
  ///
  /// - Parameter paths: Where to look, in order.
  /// - Returns: The functions, or why there are none.
  static func open(_ paths: [String]) -> Result<Loaded, NetworkError> {
    guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      return .failure(
        NetworkError(
          "training needs LibTorch, but there is no libctorch.so: looked for "
            + "\(paths.joined(separator: " and ")); `make setup` installs it"))
    }
    var reason = [CChar](repeating: 0, count: 1024)
    guard let table = ctorch_load(path, &reason, Int32(reason.count)) else {
      let text = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      return .failure(
        NetworkError(
          "LibTorch cannot be opened: \(String(decoding: text, as: UTF8.self)); "
            + "`make setup` builds it anew"))
    }
    _ = table.pointee.set_deterministic(1)
    return .success(Loaded(table: table.pointee, path: path))
  }

  /// The functions, for code that only runs where the library is known to be there.
  static let table: ctorch_table = {
    switch loaded {
    case .success(let library): library.table
    case .failure(let error): fatalError(error.description)
    }
  }()
}

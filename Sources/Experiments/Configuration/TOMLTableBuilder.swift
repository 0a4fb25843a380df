/// A table of a TOML document while it is read: it knows how it came to be, which decides who may add
/// to it.
final class TOMLTableBuilder {
  /// How a table came to be.
  enum Kind {
    /// By a header deeper down; a header of its own may follow once.
    case implicit
    /// By its own header, or written inline.
    case header
    /// By dots in a key; only keys of the same table may add to it.
    case dotted
  }

  private enum Entry {
    case value(ConfigValue)
    case table(TOMLTableBuilder)
    case elements([TOMLTableBuilder])
  }

  private(set) var kind: Kind
  /// The number of tables in the list whose newest element this one is; nothing for a plain table.
  private(set) var elementCount: Int?
  private var entries: [String: Entry] = [:]

  init(_ kind: Kind) {
    self.kind = kind
  }

  /// The table as a value.
  var value: ConfigValue {
    .table(
      entries.mapValues { entry in
        switch entry {
        case .value(let value): value
        case .table(let table): table.value
        case .elements(let tables): .list(tables.map(\.value))
        }
      })
  }

  func isFree(_ key: String) -> Bool { entries[key] == nil }

  func set(_ value: ConfigValue, for key: String) { entries[key] = .value(value) }

  /// The table of a key, the newest of a list of tables, or a new one; nothing where a value stands.
  func table(_ key: String, orNew kind: Kind) -> TOMLTableBuilder? {
    switch entries[key] {
    case .table(let table)?: return table
    case .elements(let tables)?: return tables.last
    case .value?: return nil
    case nil:
      let table = TOMLTableBuilder(kind)
      entries[key] = .table(table)
      return table
    }
  }

  /// The table of a header, or nothing where that key has been defined before.
  func newTable(_ key: String) -> TOMLTableBuilder? {
    if isFree(key) { return table(key, orNew: .header) }
    guard case .table(let table)? = entries[key], table.kind == .implicit else { return nil }
    table.kind = .header
    return table
  }

  /// One more table in the list of a key, or nothing where something else stands.
  func newElement(_ key: String) -> TOMLTableBuilder? {
    var tables: [TOMLTableBuilder] = []
    switch entries[key] {
    case .elements(let present)?: tables = present
    case nil: break
    default: return nil
    }
    let table = TOMLTableBuilder(.header)
    table.elementCount = tables.count + 1
    entries[key] = .elements(tables + [table])
    return table
  }
}

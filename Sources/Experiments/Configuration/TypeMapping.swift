/// How Swift's types appear in a configuration.
enum TypeMapping {
  /// The configuration type of a Swift type, or nothing for a section or a type of its own making.
  static func type(of swiftType: Any.Type) -> ConfigType? {
    switch swiftType {
    case is Bool.Type: return .boolean
    case is Double.Type, is Float.Type: return .number
    case is String.Type: return .text
    case is ConfigValue.Type: return .any
    case let integer as any FixedWidthInteger.Type: return .integer(range(of: integer))
    case let list as any ListLike.Type: return .list(type(of: list.elementType) ?? .any)
    case let choice as any (CaseIterable & RawRepresentable).Type: return self.choice(choice)
    case let element as any ConfigurationListElement.Type: return .section(schema(of: element))
    default: return nil
    }
  }

  /// The values of an integer type, as far as JSON's readers agree on them.
  private static func range<Value: FixedWidthInteger>(of type: Value.Type) -> ClosedRange<Int> {
    Int(clamping: Value.min)...Int(clamping: Value.max)
  }

  private static func choice<Value: CaseIterable & RawRepresentable>(
    _ type: Value.Type
  ) -> ConfigType? {
    let names = Value.allCases.compactMap { $0.rawValue as? String }
    return names.isEmpty ? nil : .choice(names)
  }

  private static func schema<Element: ConfigurationListElement>(
    of type: Element.Type
  ) -> SchemaNode {
    TreeEncoder.tree(Element.template).node
  }

  /// The value of a Swift value that needs no encoder of its own, or nothing for others.
  static func value(of value: any Encodable) -> ConfigValue? {
    switch value {
    case let value as Bool: return .boolean(value)
    case let value as Double: return number(value)
    // Through the shortest decimal text, so that 0.1 as a Float is written 0.1.
    case let value as Float: return number(Double(value.description) ?? Double(value))
    case let value as String: return .text(value)
    case let value as ConfigValue: return value
    case let value as any FixedWidthInteger:
      guard let integer = Int(exactly: value) else {
        preconditionFailure("\(value) as a default is beyond what JSON's readers agree on")
      }
      return .integer(integer)
    default: return nil
    }
  }

  private static func number(_ value: Double) -> ConfigValue {
    precondition(value.isFinite, "\(value) as a default cannot be written as JSON")
    return .number(value)
  }
}

/// A list type that knows its element type even when it is empty.
protocol ListLike {
  static var elementType: Any.Type { get }
}

extension Array: ListLike {
  static var elementType: Any.Type { Element.self }
}

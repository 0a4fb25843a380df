/// The values that TOML writes without quotes.
enum TOMLNumber {
  /// The truth value or number that a word stands for, or nothing.
  static func value(of word: String) -> ConfigValue? {
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: break
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.hasPrefix(prefix) {
      guard let digits = plainDigits(word.dropFirst(2), radix: radix) else { return nil }
      return Int(digits, radix: radix).map(ConfigValue.integer)
    }
    let sign = word.hasPrefix("-") ? "-" : ""
    let unsigned = word.hasPrefix("-") || word.hasPrefix("+") ? word.dropFirst() : word[...]
    if let digits = plainDigits(unsigned, radix: 10) {
      return hasLeadingZero(digits) ? nil : Int(sign + digits).map(ConfigValue.integer)
    }
    return fraction(unsigned).flatMap { Double(sign + $0) }.flatMap {
      $0.isFinite ? .number($0) : nil
    }
  }

  /// A number with a point or an exponent, without underscores, or nothing if it is none.
  private static func fraction(_ text: Substring) -> String? {
    let parts = text.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    guard mantissa.count + parts.count > 2, mantissa.count <= 2,
      let whole = plainDigits(mantissa[0], radix: 10), !hasLeadingZero(whole)
    else { return nil }
    var result = whole
    if mantissa.count == 2 {
      guard let digits = plainDigits(mantissa[1], radix: 10) else { return nil }
      result += "." + digits
    }
    if parts.count == 2 {
      let hasSign = parts[1].hasPrefix("-") || parts[1].hasPrefix("+")
      guard let digits = plainDigits(hasSign ? parts[1].dropFirst() : parts[1], radix: 10) else {
        return nil
      }
      result += "e" + (parts[1].hasPrefix("-") ? "-" : "") + digits
    }
    return result
  }

  /// The digits without underscores, or nothing if there is anything else or an underscore is not
  /// between two digits.
  private static func plainDigits(_ text: Substring, radix: Int) -> String? {
    let groups = text.split(separator: "_", omittingEmptySubsequences: false)
    guard groups.allSatisfy({ !$0.isEmpty }) else { return nil }
    let digits = groups.joined()
    return digits.allSatisfy { $0.isASCII && ($0.hexDigitValue ?? 99) < radix } ? digits : nil
  }

  private static func hasLeadingZero(_ digits: String) -> Bool {
    digits.count > 1 && digits.hasPrefix("0")
  }

  /// Whether a word begins like a date (`1979-…`) or a time (`07:…`).
  static func isDateOrTime(_ word: String) -> Bool {
    let digits = word.prefix { $0.isNumber }
    let rest = word.dropFirst(digits.count)
    return (digits.count == 4 && rest.hasPrefix("-")) || (digits.count == 2 && rest.hasPrefix(":"))
  }
}

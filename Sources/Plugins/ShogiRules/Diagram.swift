extension Role {
  /// The Japanese name in one character, such as 歩; promoted silvers, knights and lances are 全, 圭, 杏.
  public var kanji: Character { Self.kanjiNames[Int(rawValue)] }

  private static let kanjiNames: [Character] = Array("・歩香桂銀金角飛玉と杏圭全？馬龍")
}

/// The numerals of ranks and hands.
enum KanjiNumeral {
  private static let digits: [Character] = Array("〇一二三四五六七八九")

  /// A number from 1 to 18.
  static func text(_ number: Int) -> String {
    if number < 10 { return String(digits[number]) }
    return number == 10 ? "十" : "十" + String(digits[number - 10])
  }

  /// The number of a numeral from 1 to 9.
  static func digit(_ character: Character) -> Int? {
    digits.firstIndex(of: character).flatMap { $0 > 0 ? $0 : nil }
  }
}

extension Position {
  /// The board as Japanese books show it: files from 9 to 1, White's pieces marked by `v`, the hands
  /// above and below.
  public var diagram: String {
    var text = "後手の持駒：\(handText(of: .white))\n"
    text += "  ９ ８ ７ ６ ５ ４ ３ ２ １\n"
    text += "+---------------------------+\n"
    for rank in 1...9 {
      text += "|"
      for file in (1...9).reversed() {
        let piece = piece(at: Square(file: file, rank: rank))
        text += piece?.color == .white ? "v" : " "
        text.append(piece?.role.kanji ?? "・")
      }
      text += "|\(KanjiNumeral.text(rank))\n"
    }
    text += "+---------------------------+\n"
    return text + "先手の持駒：\(handText(of: .black))\n" + (turn == .black ? "先手番" : "後手番")
  }

  /// A hand as in a diagram, the rook first.
  private func handText(of color: Color) -> String {
    let hand = hand(of: color)
    var entries: [String] = []
    for role in Role.droppable.reversed() where hand[role] > 0 {
      entries.append(String(role.kanji) + (hand[role] > 1 ? KanjiNumeral.text(hand[role]) : ""))
    }
    return entries.isEmpty ? "なし" : entries.joined(separator: "　")
  }
}

/// A list of at most `capacity` elements, stored in place so that a copy allocates nothing.
struct SmallList<let capacity: Int, Element: Hashable & BitwiseCopyable & Sendable>: Sendable {
  /// How many elements there are.
  private(set) var count = 0

  private var items: InlineArray<capacity, Element>

  /// Makes an empty list.
  ///
  /// - Parameter filler: What unused places hold.
  init(filler: Element) {
    items = InlineArray(repeating: filler)
  }

  /// An element by its place, from the oldest at 0.
  subscript(index: Int) -> Element {
    @inline(__always)
    get {
      precondition(index < count, "past the end of a list")
      return items[index]
    }
    @inline(__always)
    set {
      precondition(index < count, "past the end of a list")
      items[index] = newValue
    }
  }

  /// Adds an element at the end; a full list stays as it is.
  mutating func append(_ element: Element) {
    if count == capacity { return }
    items[count] = element
    count += 1
  }

  /// Takes out the element at a place.
  mutating func remove(at index: Int) {
    precondition(index < count, "past the end of a list")
    for place in index..<count - 1 { items[place] = items[place + 1] }
    count -= 1
  }

  /// Takes out the first element that equals another.
  mutating func removeFirst(equalTo element: Element) {
    if let index = firstIndex(where: { $0 == element }) { remove(at: index) }
  }

  /// The first place whose element fits.
  @inline(__always)
  func firstIndex(where fits: (Element) -> Bool) -> Int? {
    for index in 0..<count where fits(items[index]) { return index }
    return nil
  }
}

extension SmallList: Hashable {
  static func == (left: Self, right: Self) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count where left.items[index] != right.items[index] { return false }
    return true
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for index in 0..<count { hasher.combine(items[index]) }
  }
}

/// The pieces of both sides, by how they move.
///
/// Which side they belong to is asked where they are used: most of them are not.
struct Forces {
  let pawns: Bitboard
  let lances: Bitboard
  let knights: Bitboard
  let silvers: Bitboard
  /// Golds and all pieces that move like them.
  let golds: Bitboard
  /// Bishops and horses.
  let bishops: Bitboard
  /// Rooks and dragons.
  let rooks: Bitboard
  /// Horses and dragons.
  let majors: Bitboard
  let kings: Bitboard

  @inline(__always)
  init(_ placement: Placement) {
    let (plane0, plane1) = (placement.plane0, placement.plane1)
    let (plane2, plane3) = (placement.plane2, placement.plane3)
    let low = Bitboard((plane2 | plane3).bits ^ .max)
    pawns = low & plane0 & ~plane1
    lances = low & plane1 & ~plane0
    knights = low & plane1 & plane0
    let middle = plane2 & ~plane1
    silvers = middle & ~(plane0 | plane3)
    golds = middle & plane0 | plane3 & (plane2 ^ (plane1 | plane0))
    let sliders = plane2 & plane1
    bishops = sliders & ~plane0
    rooks = sliders & plane0
    majors = sliders & plane3
    kings = plane3 & ~(plane0 | plane1 | plane2)
  }
}

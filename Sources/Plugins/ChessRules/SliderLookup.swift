import CProcessor

/// How the index into a slider's table is made of the blockers on its lines.
public enum SliderLookup: String, Hashable, Sendable, CaseIterable {
  /// By a multiplication, on any processor.
  case magic
  /// By the instruction PEXT, which gathers the blockers' bits in one step.
  case pext

  /// What move generation uses: PEXT where the processor that runs the program has it as a circuit.
  public static let current: SliderLookup = tesuji_has_fast_bit_extraction() ? .pext : .magic

  /// Whether the processor can do it at all.
  public var isAvailable: Bool { self == .magic || tesuji_has_bit_extraction() }
}

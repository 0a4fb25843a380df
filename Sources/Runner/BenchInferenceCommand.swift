public import ArgumentParser
public import Network

extension InferencePlan.Precision: ExpressibleByArgument {}

/// `bench inference`: how fast networks are evaluated.
struct BenchInferenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inference",
    abstract: "Measure the inference plan beside the peak of the processor in the same seconds.",
    discussion: """
      One core. The networks are the towers of 6 blocks of 64 planes on 9×9, of AlphaZero (one \
      evaluation) and of MuZero (one step of dynamics and prediction), without and with heads, and a \
      small dense network. Each run lies between two runs of a bare loop of the widest multiply-add \
      instructions, and its share is of their mean. LibTorch in fp32 stands beside it where it is \
      there.

      Example:
        tesuji bench inference --batch 1 --batch 32 --precision bf16
      """)

  @Option(
    parsing: .singleValue,
    help: "Positions in a call; may be repeated. 1, 8, 32 and 128 unless given.")
  var batch: [Int] = []

  @Option(help: "fp32 or bf16; both where the processor has them unless given.")
  var precision: InferencePlan.Precision?

  @OptionGroup var bench: BenchArguments

  func validate() throws {
    for value in batch where !(1...1 << 16).contains(value) {
      throw ValidationError("--batch is \(value), expected 1 to \(1 << 16).")
    }
  }

  func run() throws {
    var precisions = [InferencePlan.Precision.fp32]
    if InferencePlanLibrary.hasNativeBFloat16 { precisions.append(.bf16) }
    do {
      let benchmark = InferenceBenchmark(
        batches: batch.isEmpty ? [1, 8, 32, 128] : batch,
        precisions: precision.map { [$0] } ?? precisions, runs: bench.runs, seconds: bench.seconds)
      try bench.report(try benchmark.measure())
    } catch let error as NetworkError {
      throw Failure("\(error)", .failed)
    }
  }
}

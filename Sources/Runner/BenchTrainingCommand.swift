import ArgumentParser

/// `bench training`: how fast networks learn.
struct BenchTrainingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training",
    abstract: "Measure a training step of the towers of 6 blocks of 64 planes on 9×9.",
    discussion: """
      Time of the clock, making the targets included; it needs LibTorch.

      Example:
        tesuji bench training --batch 128 --unroll 5 --threads 2
      """)

  @Option(help: "Positions of a step.")
  var batch = 128

  @Option(help: "Steps that MuZero's model is unrolled.")
  var unroll = 5

  @Option(help: "Threads of a step.")
  var threads = 1

  @OptionGroup var bench: BenchArguments

  func validate() throws {
    for (name, value) in [("batch", batch), ("unroll", unroll), ("threads", threads)]
    where !(1...1 << 16).contains(value) {
      throw ValidationError("--\(name) is \(value), expected 1 to \(1 << 16).")
    }
  }

  func run() throws {
    let benchmark = TrainingBenchmark(
      batchSize: batch, unrollSteps: unroll, threads: threads, runs: bench.runs,
      seconds: bench.seconds)
    do {
      try bench.report(try benchmark.measure())
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("\(error)", .failed)
    }
  }
}

import ArgumentParser
import Network

/// `bench training`: how fast networks learn.
struct BenchTrainingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "training",
    abstract: "Measure a training step of MuZero with towers of 6 blocks of 64 planes on 9×9.",
    discussion: """
      Batch 128, 5 unrolled steps; time of the clock, and it needs LibTorch. \
      'scripts/bench-training.py' measures the same step in eager PyTorch.

      Example:
        tesuji bench training --threads 2 --runs 9
      """)

  @Option(help: "Threads of a step.")
  var threads = 1

  @OptionGroup var bench: BenchArguments

  func validate() throws {
    if !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads), expected 1 to 1024.")
    }
  }

  func run() throws {
    let benchmark: TrainingBenchmark
    do {
      benchmark = try TrainingBenchmark()
    } catch {
      throw Failure("\(error)", .failed)
    }
    TorchLibrary.threadCount = threads
    let clock = ContinuousClock()
    var values: [Double] = []
    // Two steps to warm up: the first allocates, the second finds what the first left.
    for run in -2..<bench.runs {
      let start = clock.now
      keep(benchmark.step())
      if run >= 0 { values.append((clock.now - start) / .milliseconds(1)) }
    }
    let name =
      "training step 6×64, batch \(TrainingBenchmark.batchSize), "
      + "K \(TrainingBenchmark.unrollSteps), \(threads) threads"
    try bench.report([Measurement(name, values, "ms")])
  }
}

import GameProtocol
import Learning
import Planner
import Testing

@Suite struct EvaluationMeterTests {
  @Test func `calls, positions and time add up`() {
    let meter = EvaluationMeter()
    #expect(meter.evaluations == 0 && meter.calls == 0 && meter.seconds == 0)
    let network = MeteredNetwork(Constant(), meter: meter)
    var logits = [Float](repeating: 0, count: 10)
    var values = [Float](repeating: 0, count: 5)
    let observations = [Float](repeating: 1, count: 5)
    for count in [5, 2] {
      var logitSpan = logits.mutableSpan
      var valueSpan = values.mutableSpan
      network.evaluate(
        observations: observations.span, count: count, logits: &logitSpan, values: &valueSpan)
    }
    #expect(meter.evaluations == 7)
    #expect(meter.calls == 2)
    #expect(meter.seconds > 0)
    // What the network answers is passed on.
    #expect(values == [7, 7, 7, 7, 7])
    #expect(network.actionCount == 2 && network.observationSize == 1)
  }
}

/// A network that finds every position worth 7.
private final class Constant: PolicyValueNetwork {
  let actionCount = 2
  let observationSize = 1

  func evaluate(
    observations: Span<Float>, count: Int, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    for row in 0..<count { values[row] = 7 }
  }
}

import Learning
import Testing

@Suite struct TrainingErrorTests {
  /// What the error says was found, at step 12.
  private func found(loss: Float, gradientNorm: Float = 1) -> String {
    TrainingError.diverged(step: 12, loss: loss, gradientNorm: gradientNorm).description
  }

  @Test func `a loss without a number is told in words, with the step and what helps`() {
    #expect(
      found(loss: -Float.nan)
        == "training diverged at step 12: found a loss that is not a number, expected finite "
        + "numbers; start again with a lower optimizer.learningRate.initial or with "
        + "optimizer.gradientClip")
    #expect(found(loss: .infinity).contains("found a loss that is infinite, expected"))
    #expect(found(loss: -.infinity).contains("found a loss that is minus infinity, expected"))
  }

  @Test func `a gradient without a number is told beside the loss`() {
    #expect(
      found(loss: 2.5, gradientNorm: .nan).contains(
        "found a loss of 2.5 with a gradient whose norm is not a number, expected"))
    #expect(
      found(loss: 2.5, gradientNorm: .infinity).contains(
        "found a loss of 2.5 with a gradient whose norm is infinite, expected"))
  }
}

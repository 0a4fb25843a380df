import Network
import Testing

@Suite(.enabled(if: TorchLibrary.isAvailable, "needs LibTorch"))
struct TensorTests {
  @Test func `numbers come back in row-major order from every layout`() {
    let numbers = (0..<24).map(Float.init)
    let tensor = Tensor(shape: [1, 2, 3, 4], floats: numbers)
    #expect(tensor.shape == [1, 2, 3, 4])
    #expect(tensor.count == 24)
    #expect(tensor.floats() == numbers)
    #expect(tensor.channelsLast().floats() == numbers)
    #expect(tensor.channelsLast().shape == [1, 2, 3, 4])
    #expect(Tensor(shape: [], floats: [2.5]).item() == 2.5)
    #expect(Tensor(shape: [2, 1], repeating: -3).floats() == [-3, -3])
    #expect(Tensor(shape: [0, 4], floats: []).floats() == [])
  }

  @Test func `layout operations move numbers where they belong`() {
    let tensor = Tensor(shape: [2, 3], floats: [0, 1, 2, 3, 4, 5])
    #expect(tensor.permuted([1, 0]).floats() == [0, 3, 1, 4, 2, 5])
    #expect(tensor.reshaped([3, -1]).shape == [3, 2])
    #expect(tensor.narrowed(1, to: 1..<3).floats() == [1, 2, 4, 5])
    #expect(tensor.selected(1, at: 2).floats() == [2, 5])
    #expect(Tensor.concatenating([tensor, tensor], dimension: 1).shape == [2, 6])
    #expect(Tensor.stacking([tensor, tensor]).shape == [2, 2, 3])
    #expect(tensor.rows(at: Tensor(indices: [1, 0, 1])).floats() == [3, 4, 5, 0, 1, 2, 3, 4, 5])
    #expect(tensor.columns(at: Tensor(indices: [2, 0])).floats() == [2, 3])
    let target = tensor.copied()
    target.copyRows(from: Tensor(shape: [1, 3], floats: [7, 8, 9]), to: Tensor(indices: [1]))
    #expect(target.floats() == [0, 1, 2, 7, 8, 9])
    #expect(tensor.floats() == [0, 1, 2, 3, 4, 5])
  }

  @Test func `arithmetic broadcasts and reduces`() {
    let a = Tensor(shape: [2, 2], floats: [1, -2, 3, 4])
    let b = Tensor(shape: [2], floats: [10, 20])
    #expect((a + b).floats() == [11, 18, 13, 24])
    #expect((a - b).floats() == [-9, -22, -7, -16])
    #expect((a * b).floats() == [10, -40, 30, 80])
    #expect((a / 2.0).floats() == [0.5, -1, 1.5, 2])
    #expect((b / a).floats() == [10, -10, Float(10) / 3, 5])
    #expect((2 * a + 1.0).floats() == [3, -3, 7, 9])
    #expect((-a).floats() == [-1, 2, -3, -4])
    #expect(a.sum().item() == 6)
    #expect(a.mean(over: [0]).floats() == [2, 1])
    #expect(a.smallest(over: [1], keeping: true).shape == [2, 1])
    #expect(a.largest(over: [1]).floats() == [1, 4])
    #expect(a.magnitude().floats() == [1, 2, 3, 4])
    #expect(a.clamped(to: -1...3).floats() == [1, -1, 3, 3])
    #expect(b.squareRoot().floats() == [Float(10).squareRoot(), Float(20).squareRoot()])
    #expect(a.matrixProduct(a).floats() == [-5, -10, 15, 10])
  }

  @Test func `U14 a hidden state is scaled to its own range`() {
    let state = Tensor(shape: [1, 4], floats: [-2, 0, 1, 6])
    let scaled = state.minMaxScaled().floats()
    for (number, expected) in zip(scaled, [0, 0.25, 0.375, 1] as [Float]) {
      #expect(abs(number - expected) < 2e-6)
    }
    let constant = Tensor(shape: [2, 3], repeating: 5)
    constant.requiresGradient = true
    let zeros = constant.minMaxScaled()
    #expect(zeros.floats() == [0, 0, 0, 0, 0, 0])
    (zeros * Tensor(shape: [2, 3], floats: [1, 2, 3, 4, 5, 6])).sum().backward()
    #expect(constant.gradient?.floats().allSatisfy(\.isFinite) == true)
  }

  @Test func `scaling covers all planes of one position and no other position`() {
    let planes = Tensor(shape: [2, 2, 1, 2], floats: [0, 1, 2, 4, 10, 30, 20, 10])
    let scaled = planes.channelsLast().minMaxScaled().floats()
    for (number, expected) in zip(scaled, [0, 0.25, 0.5, 1, 0, 1, 0.5, 0] as [Float]) {
      #expect(abs(number - expected) < 1e-5)
    }
  }

  @Test func `cross entropy takes soft targets, classes and weights`() {
    let logits = Tensor(shape: [2, 3], floats: [0, 0, 0, 1, 2, 3])
    let soft = Tensor(shape: [2, 3], floats: [0.2, 0.3, 0.5, 0, 0, 0])
    let losses = logits.crossEntropy(soft).floats()
    #expect(abs(losses[0] - 1.0986123) < 1e-6)
    #expect(losses[1] == 0)
    let classes = logits.crossEntropy(Tensor(indices: [1, 2])).floats()
    #expect(abs(classes[1] - 0.40760595) < 1e-6)
    let weighted = logits.crossEntropy(
      Tensor(indices: [1, 2]), weights: Tensor(shape: [2], floats: [0, 3]))
    #expect(abs(weighted.item() - 1.5 * 0.40760595) < 1e-6)
    let errors = Tensor(shape: [2, 1], floats: [1, 3])
      .squaredError(Tensor(shape: [2, 1], floats: [0, 5]), reduction: .sum)
    #expect(errors.item() == 5)
  }

  @Test func `a scaled gradient leaves the numbers and scales what flows back`() {
    let x = Tensor(shape: [3], floats: [1, 2, 3])
    x.requiresGradient = true
    let y = x.scaledGradient(by: 0.5)
    #expect(y.floats() == [1, 2, 3])
    (y * y).sum().backward()
    #expect(x.gradient?.floats() == [1, 2, 3])
  }

  @Test func `nothing is recorded without gradients or past a detachment`() {
    let x = Tensor(shape: [1], floats: [2])
    x.requiresGradient = true
    #expect(withoutGradients { x * x }.requiresGradient == false)
    #expect((x * x).detached().requiresGradient == false)
    #expect((x * x).requiresGradient)
    #expect(x.gradient == nil)
  }

  @Test func `temporaries live until the call that uses them returns`() {
    var sum: Float = 0
    for value in 0..<2000 {
      let number = Float(value % 7)
      sum +=
        (Tensor(shape: [64, 64], repeating: number) + Tensor(shape: [64, 64], repeating: 1))
        .dense(Tensor(shape: [1, 64], repeating: 1), bias: Tensor(shape: [1], repeating: -64))
        .mean().item() / 64 - number
    }
    #expect(abs(sum) < 1e-2)
  }
}

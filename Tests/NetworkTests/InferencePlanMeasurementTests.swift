import Network
import Testing

@Suite(.enabled(if: InferencePlanLibrary.isAvailable, "needs libonednn_plan.so"))
struct InferencePlanMeasurementTests {
  @Test func `a measurement is the median of its runs`() throws {
    var measurement = try #require(try InferencePlanMeasurement.peak(.fp32, runs: 3))
    #expect(measurement.runs == 3)
    #expect(measurement.values.allSatisfy { $0 > 1 })
    measurement.values = [4, 1, 2, 3]
    #expect(measurement.value == 2.5)
    #expect(measurement.spread == 1.2)
  }

  @Test func `the speed of a network is measured in positions and beside the peak`() throws {
    let figures = try InferencePlanMeasurement.speed(
      of: "dense", InferencePlanMeasurement.dense(width: 64), batch: 16,
      precision: .fp32, runs: 3, seconds: 0.001)
    #expect(figures.map(\.unit) == ["positions/s", "% of peak"])
    #expect(figures.map(\.name) == Array(repeating: "dense, fp32, batch 16", count: 2))
    #expect(figures[0].value > 1000)
    #expect((1...150).contains(figures[1].value))
  }

  @Test func `the tower has the planes that speeds are quoted for`() throws {
    let bare = try InferencePlanMeasurement.tower(.alphazero, hasHeads: false)
    // A stem from 17 planes and twelve convolutions of 64.
    let weights = bare.parameters.filter { $0.shape.count == 4 }.reduce(0) { $0 + $1.count }
    #expect(weights == 9 * 64 * (17 + 12 * 64))
    #expect(try InferencePlanMeasurement.tower(.muzero, hasHeads: true).prediction.heads.count == 2)
    let figures = try InferencePlanMeasurement.speed(
      of: "tower", bare, batch: 1, precision: .fp32, runs: 1, seconds: 0.001)
    #expect(figures[0].value > 1)
  }
}

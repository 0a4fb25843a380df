import Testing

@testable import Runs

@Suite struct GenerationWorkTests {
  private func numbers(games: Int, steps: Int) -> RunCounters.Numbers {
    RunCounters.Numbers(games: games, trainingSteps: steps)
  }

  @Test func `a generation is as far as the slower of player and learner`() {
    let work = GenerationWork(firstGame: 100, games: 10, firstStep: 50, steps: 20)
    #expect(work.share(of: numbers(games: 100, steps: 50)) == 0)
    #expect(work.share(of: numbers(games: 110, steps: 55)) == 0.25)
    #expect(work.share(of: numbers(games: 104, steps: 70)) == 0.4)
    #expect(work.share(of: numbers(games: 110, steps: 70)) == 1)
  }

  @Test func `who waits is told, with how far it is`() {
    let work = GenerationWork(firstGame: 100, games: 10, firstStep: 50, steps: 20)
    #expect(work.waiting(at: numbers(games: 104, steps: 60)) == nil)
    #expect(
      work.waiting(at: numbers(games: 110, steps: 60))
        == "self-play is done and waits for the learner")
    #expect(
      work.waiting(at: numbers(games: 104, steps: 70))
        == "the learner is done and waits for self-play")
    #expect(work.waiting(at: numbers(games: 110, steps: 70)) == nil)
    let filling = GenerationWork(
      firstGame: 0, games: 500, firstStep: 0, steps: 0, minimumGames: 800)
    #expect(
      filling.waiting(at: numbers(games: 345, steps: 0))
        == "the learner waits for games: 345 of 800")
    #expect(
      filling.waiting(at: numbers(games: 800, steps: 0))
        == "the learner begins with the next generation")
    let last = GenerationWork(firstGame: 500, games: 0, firstStep: 0, steps: 20)
    #expect(last.waiting(at: numbers(games: 500, steps: 3)) == nil)
    #expect(GenerationWork().waiting(at: numbers(games: 500, steps: 3)) == nil)
  }

  @Test func `what is not done does not count`() {
    let playing = GenerationWork(firstGame: 0, games: 4, firstStep: 0, steps: 0)
    #expect(playing.share(of: numbers(games: 1, steps: 0)) == 0.25)
    let learning = GenerationWork(firstGame: 8, games: 0, firstStep: 0, steps: 4)
    #expect(learning.share(of: numbers(games: 8, steps: 3)) == 0.75)
    #expect(GenerationWork().share(of: numbers(games: 3, steps: 3)) == 0)
  }
}

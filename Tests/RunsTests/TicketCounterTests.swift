import Foundation
import Learning
import Testing

@testable import Runs

@Suite struct TicketCounterTests {
  @Test func `games are handed out in order, those that are played left out`() {
    let tickets = TicketCounter(3..<9) { [4, 5, 8].contains($0) }
    #expect((0..<5).map { _ in tickets.next() } == [3, 6, 7, nil, nil])
  }

  @Test func `no game is handed out twice to several threads`() throws {
    let tickets = TicketCounter(0..<1000) { $0 % 7 == 0 }
    let workers = (0..<4).map { index in
      Worker("tickets-\(index)") {
        var own: [UInt64] = []
        while let next = tickets.next() { own.append(next) }
        return own
      }
    }
    let all = try Worker.waitForAll(workers).flatMap { $0 }.sorted()
    #expect(all == (0..<1000).filter { $0 % 7 != 0 })
  }
}

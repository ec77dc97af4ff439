import Testing

@testable import Forwarding

@Suite("The numbers in ssh's messages")
struct ChannelNumbersTests {
    @Test("the lowest free number is always the next")
    func lowestFree() {
        var numbers = ChannelNumbers()
        #expect((0..<4).map { _ in numbers.take() } == [0, 1, 2, 3])
        numbers.giveBack(1)
        numbers.giveBack(2)
        #expect(numbers.take() == 1)
        #expect(numbers.take() == 2)
        #expect(numbers.take() == 4)
    }

    @Test("a number given back twice, or never taken, changes nothing")
    func givenBackTwice() {
        var numbers = ChannelNumbers()
        _ = numbers.take()
        numbers.giveBack(0)
        numbers.giveBack(0)
        numbers.giveBack(7)
        #expect(numbers.take() == 0)
    }
}

import Testing

@testable import SSHEngine

@Suite("A memory budget")
struct MemoryBudgetTests {
    @Test("admits up to its hard limit and not a byte more")
    func hardLimit() {
        var budget = MemoryBudget(softLimit: 50, hardLimit: 100)
        budget.bookLibrary(40)
        budget.bookBuffers(20)
        #expect(budget.total == 60)
        #expect(budget.admit(40) == true)
        #expect(!budget.wasExceeded)
        #expect(budget.admit(41) == false)
        #expect(budget.wasExceeded)
    }

    @Test("cannot be tricked by a size that overflows")
    func overflow() {
        var budget = MemoryBudget(hardLimit: 100)
        budget.bookLibrary(10)
        #expect(budget.admit(.max) == false)
    }

    @Test("is tight above its soft limit, and not when that is left again")
    func softLimit() {
        var budget = MemoryBudget(softLimit: 50, hardLimit: 100)
        budget.bookBuffers(50)
        #expect(!budget.isTight)
        budget.bookLibrary(1)
        #expect(budget.isTight)
        budget.bookLibrary(-1)
        #expect(!budget.isTight)
    }

    @Test("remembers for ever that it was exceeded, by buffers too")
    func remembers() {
        var budget = MemoryBudget(hardLimit: 100)
        budget.bookBuffers(101)
        budget.bookBuffers(-101)
        #expect(budget.wasExceeded)
    }

    @Test("refuses all allocations after a countdown")
    func countdown() {
        var budget = MemoryBudget(allocationsUntilRefusal: 2)
        #expect([budget.admit(1), budget.admit(1), budget.admit(1), budget.admit(1)] == [true, true, false, false])
        #expect(budget.wasExceeded)
    }

    @Test("answers again for teardown")
    func teardown() {
        var budget = MemoryBudget(hardLimit: 10, allocationsUntilRefusal: 0)
        #expect(budget.admit(1) == false)
        budget.liftForTeardown()
        #expect(budget.admit(1 << 30) == true)
    }
}

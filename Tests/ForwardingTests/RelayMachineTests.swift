import Testing

@testable import Forwarding

@Suite("What joins a socket and a stream")
struct RelayMachineTests {
    @Test("the stream pauses while the socket has not taken a write, and resumes when it has")
    func backPressure() {
        var machine = RelayMachine()
        machine.writeBegan()
        #expect(machine.writeReturned())
        #expect(machine.writeFinished() == .resumeStream)
    }

    @Test("a write that the socket takes at once pauses nothing")
    func fastPath() {
        var machine = RelayMachine()
        machine.writeBegan()
        #expect(machine.writeFinished() == .nothing)
        #expect(!machine.writeReturned())
    }

    @Test("of several writes in flight only the last one resumes the stream")
    func severalWrites() {
        var machine = RelayMachine()
        machine.writeBegan()
        #expect(machine.writeReturned())
        machine.writeBegan()
        #expect(!machine.writeReturned())
        #expect(machine.writeFinished() == .nothing)
        #expect(machine.writeFinished() == .resumeStream)
    }

    @Test("the stream's end shuts the socket's output and leaves its input open")
    func streamEndsFirst() {
        var machine = RelayMachine()
        #expect(machine.streamEnded() == .shutdownOutput)
        #expect(machine.localEnded() == .finish)
        #expect(machine.localClosed() == nil)
    }

    @Test("the socket's end finishes the stream and leaves the other direction open")
    func localEndsFirst() {
        var machine = RelayMachine()
        #expect(machine.localEnded() == .finish)
        machine.writeBegan()
        #expect(machine.writeFinished() == .nothing)
        #expect(machine.streamEnded() == .close)
    }

    @Test("the stream's end waits for the last write to the socket")
    func endAfterTail() {
        var machine = RelayMachine()
        machine.writeBegan()
        _ = machine.writeReturned()
        #expect(machine.streamEnded() == nil)
        #expect(machine.writeFinished() == .end(.shutdownOutput))
    }

    @Test("a cut stream resets the socket, after what had arrived is written")
    func cutStream() {
        var machine = RelayMachine()
        machine.writeBegan()
        _ = machine.writeReturned()
        #expect(machine.streamClosed(isCut: true) == nil)
        #expect(machine.writeFinished() == .end(.abort))
        #expect(machine.localClosed() == nil)
    }

    @Test("a cut outweighs an end that waits for a write")
    func cutAfterEnd() {
        var machine = RelayMachine()
        machine.writeBegan()
        _ = machine.writeReturned()
        #expect(machine.streamEnded() == nil)
        #expect(machine.streamClosed(isCut: true) == nil)
        #expect(machine.writeFinished() == .end(.abort))
    }

    @Test("a stream that the far side closed closes the socket")
    func farClose() {
        var machine = RelayMachine()
        #expect(machine.streamEnded() == .shutdownOutput)
        #expect(machine.streamClosed(isCut: false) == .close)
        #expect(machine.localClosed() == nil)
    }

    @Test("a socket that breaks resets the stream")
    func brokenSocket() {
        var machine = RelayMachine()
        #expect(machine.localClosed() == .reset)
        #expect(machine.streamEnded() == nil)
        #expect(machine.streamClosed(isCut: false) == nil)
    }

    @Test("what a socket sent before its end still arrives when it breaks afterwards")
    func brokenAfterEnd() {
        var machine = RelayMachine()
        #expect(machine.localEnded() == .finish)
        #expect(machine.localClosed() == .closeAfterWriting)
    }

    @Test("each end is told once")
    func endsOnce() {
        var machine = RelayMachine()
        #expect(machine.localEnded() == .finish)
        #expect(machine.localEnded() == nil)
        #expect(machine.streamEnded() == .close)
        #expect(machine.streamEnded() == nil)
    }
}

import Testing

@testable import Forwarding

@Suite("What joins a socket and a stream")
struct RelayMachineTests {
    @Test("the stream pauses while the socket's buffer is full, and resumes when it has drained")
    func backPressureOnTheStream() {
        var machine = RelayMachine()
        #expect(machine.localWritabilityChanged(false) == false)
        #expect(machine.localWritabilityChanged(false) == nil)
        #expect(machine.localWritabilityChanged(true) == true)
        #expect(machine.localWritabilityChanged(true) == nil)
    }

    @Test("the socket is not read while the stream's buffer is full")
    func backPressureOnTheSocket() {
        var machine = RelayMachine()
        #expect(machine.wantsLocalBytes)
        machine.streamWritabilityChanged(false)
        #expect(!machine.wantsLocalBytes)
        machine.streamWritabilityChanged(true)
        #expect(machine.wantsLocalBytes)
    }

    @Test("a socket that has ended is not read any more")
    func noReadAfterEnd() {
        var machine = RelayMachine()
        _ = machine.localEnded()
        #expect(!machine.wantsLocalBytes)
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
        #expect(machine.localWritabilityChanged(false) == false)
        #expect(machine.streamEnded() == .close)
    }

    @Test("a cut stream resets the socket")
    func cutStream() {
        var machine = RelayMachine()
        #expect(machine.streamClosed(isCut: true) == .abort)
        #expect(machine.localClosed() == nil)
    }

    @Test("a cut after the stream's end still resets the socket")
    func cutAfterEnd() {
        var machine = RelayMachine()
        #expect(machine.streamEnded() == .shutdownOutput)
        #expect(machine.streamClosed(isCut: true) == .abort)
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

    @Test("a socket that goes away in peace after the stream's end finishes the stream: its last bytes still arrive")
    func peacefulEndAfterTheStreams() {
        var machine = RelayMachine()
        #expect(machine.streamEnded() == .shutdownOutput)
        #expect(machine.localClosed() == .finish)
    }

    @Test("a socket that fails after the stream's end resets the stream")
    func failureAfterTheStreamsEnd() {
        var machine = RelayMachine()
        #expect(machine.streamEnded() == .shutdownOutput)
        machine.localFailed()
        #expect(machine.localClosed() == .reset)
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

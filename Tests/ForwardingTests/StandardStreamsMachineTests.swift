import Testing

@testable import Forwarding

@Suite("What joins standard streams with a stream, decided")
struct StandardStreamsMachineTests {
    @Test("the end of input is a half-close, told once")
    func inputEnds() {
        var machine = StandardStreamsMachine()
        #expect(machine.inputEnded() == .finish)
        #expect(machine.inputEnded() == nil)
        #expect(!machine.wantsInput && machine.wantsStream && !machine.isOver)
        #expect(machine.streamEnded() == nil)
    }

    @Test("the far side's end stops input; it is over when the stream is closed and the output has left")
    func farEnd() {
        var machine = StandardStreamsMachine()
        #expect(machine.streamEnded() == .finish)
        #expect(!machine.wantsInput)
        machine.streamClosed()
        #expect(!machine.isOver)
        machine.outputFinished()
        #expect(machine.isOver)
        #expect(machine.inputEnded() == nil)
    }

    @Test("broken output drops what comes, and closes the stream only after input has ended")
    func brokenOutput() {
        var machine = StandardStreamsMachine()
        machine.outputWritabilityChanged(false)
        #expect(!machine.wantsStream)
        #expect(machine.outputBroke() == nil)
        #expect(machine.wantsStream && !machine.takesOutput && machine.wantsInput)
        #expect(machine.inputEnded() == .closeAfterWriting)
        var other = StandardStreamsMachine()
        #expect(other.inputEnded() == .finish)
        #expect(other.outputBroke() == .closeAfterWriting)
    }

    @Test("a full stream pauses input")
    func backPressure() {
        var machine = StandardStreamsMachine()
        machine.streamWritabilityChanged(false)
        #expect(!machine.wantsInput)
        machine.streamWritabilityChanged(true)
        #expect(machine.wantsInput)
    }
}

import Testing

@testable import Forwarding

@Suite("What joins standard streams with a stream, decided")
struct StandardStreamsMachineTests {
    @Test("the end of input is a half-close, told once")
    func inputEnds() {
        var machine = StandardStreamsMachine()
        let answers = [machine.inputEnded(), machine.inputEnded(), machine.streamEnded()]
        #expect(answers == [true, false, false])
        #expect(!machine.wantsInput && machine.wantsStream && !machine.isOver)
    }

    @Test("the far side's end stops input; it is over when the stream is closed and the output has left")
    func farEnd() {
        var machine = StandardStreamsMachine()
        let isFinished = machine.streamEnded()
        #expect(isFinished && !machine.wantsInput)
        machine.streamClosed()
        #expect(!machine.isOver)
        machine.outputFinished()
        #expect(machine.isOver)
        let isFinishedAgain = machine.inputEnded()
        #expect(!isFinishedAgain)
    }

    @Test("broken output drops what comes; input goes on, and it is over when the stream is closed")
    func brokenOutput() {
        var machine = StandardStreamsMachine()
        machine.outputWritabilityChanged(false)
        #expect(!machine.wantsStream)
        machine.outputBroke()
        #expect(machine.wantsStream && !machine.takesOutput && machine.wantsInput)
        let isFinished = machine.inputEnded()
        #expect(isFinished && !machine.isOver)
        machine.streamClosed()
        #expect(machine.isOver)
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

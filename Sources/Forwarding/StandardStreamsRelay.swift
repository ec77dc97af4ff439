import CPosix
import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// Joins standard input and output with one stream; `StandardStreamsMachine` decides, this carries out.
///
/// Not Sendable: everything lives on the stream's event loop.
final class StandardStreamsRelay {
    private let stream: SSHStream
    private let done: EventLoopPromise<Void>
    private var machine = StandardStreamsMachine()
    private var input: (any StandardStreamsInput)?
    private var output: (any StandardStreamsOutput)?
    private var fate: SSHError?
    private var isReadingStream = false
    private var isOver = false

    /// Completed when all is over; fails with what cut the stream.
    var ended: EventLoopFuture<Void> { done.futureResult }

    init(_ stream: SSHStream) {
        self.stream = stream
        done = stream.eventLoop.makePromise()
    }

    /// Takes copies of both descriptors and begins.
    /// - Throws: `IOError` if one of them is closed.
    func start(input: CInt, output: CInt, threads: NIOThreadPool) throws {
        let ready = try [open(input, isOutput: false, threads), open(output, isOutput: true, threads)]
        EventLoopFuture.andAllSucceed(ready, on: stream.eventLoop).assumeIsolated().whenComplete { result in
            if case .failure(let error) = result { return self.abandon(error) }
            self.stream.setHandler(self)
            self.steer()
        }
    }

    /// Drops everything; `ended` fails with `error`.
    func abandon(_ error: any Error) {
        guard !isOver else { return }
        stream.reset()
        finish(error)
    }

    private func open(_ descriptor: CInt, isOutput: Bool, _ threads: NIOThreadPool) throws -> EventLoopFuture<Void> {
        var isPollable: CInt = 0
        let own = sallyport_own_stream(descriptor, isOutput ? 1 : 0, &isPollable)
        guard own >= 0 else { throw IOError(errnoCode: -own, reason: isOutput ? "standard output" : "standard input") }
        let loop = stream.eventLoop
        guard isPollable != 0 else {
            let file = StandardStreamsFile(own, for: self, on: loop, threads: threads)
            if isOutput { output = file } else { input = file }
            return loop.makeSucceededVoidFuture()
        }
        let (channel, opened) = StandardStreamsChannel.open(own, isOutput: isOutput, for: self, on: loop)
        if isOutput { output = channel } else { input = channel }
        return opened
    }

    // MARK: what the two sides tell

    func received(_ bytes: ByteBuffer) {
        if !isOver { stream.write(bytes) }
    }

    func inputReadComplete() {
        if machine.wantsInput { input?.read() }
    }

    func inputEnded() {
        if machine.inputEnded() { stream.finish() }
    }

    func outputWritabilityChanged(_ isWritable: Bool) {
        machine.outputWritabilityChanged(isWritable)
        steer()
    }

    func outputBroke() {
        machine.outputBroke()
        steer()
    }

    func outputFinished() {
        machine.outputFinished()
        steer()
    }

    // MARK: carrying out

    private func steer() {
        guard !isOver else { return }
        if machine.isOver { return finish(fate) }
        if isReadingStream != machine.wantsStream {
            isReadingStream = machine.wantsStream
            stream.setReading(isReadingStream)
        }
        inputReadComplete()
    }

    private func finish(_ error: (any Error)?) {
        isOver = true
        input?.stop()
        output?.stop()
        sallyport_restore_standard_streams()
        if let error { done.fail(error) } else { done.succeed() }
    }
}

extension StandardStreamsRelay: SSHStreamHandler {
    func streamReceived(_ bytes: ByteBuffer) {
        if machine.takesOutput { output?.write(bytes) }
    }

    func streamEnded() {
        if machine.streamEnded() { stream.finish() }
        if machine.takesOutput { output?.finish() }
    }

    func streamWritabilityChanged(_ isWritable: Bool) {
        machine.streamWritabilityChanged(isWritable)
        if isWritable { inputReadComplete() }
    }

    func streamClosed(_ error: SSHError?) {
        guard !isOver else { return }
        fate = error
        machine.streamClosed()
        if machine.takesOutput { output?.finish() }
        steer()
    }
}

import NIOCore
import SSHEngine
import TunnelModel

/// Carries a session over a stream of another one, the way through a jump host.
///
/// Not Sendable: both sessions live on one event loop. The outer stream is read as long as the inner session takes
/// input, whatever the inner streams do: each of those has a window of its own. Only an inner session that cannot get
/// rid of its output is not given more input, as on a TCP connection.
final class StreamCarrier: SSHStreamHandler, Carrier {
    private let core: ConnectionCore
    private let stream: SSHStream
    private let name: String
    private var hasEnded = false

    /// `name` stands for the outer connection in errors.
    init(core: ConnectionCore, stream: SSHStream, name: String) {
        self.core = core
        self.stream = stream
        self.name = name
    }

    /// Takes the stream over; its first bytes may come before this returns.
    func start() {
        core.attach(self)
        stream.setHandler(self)
        stream.setReading(true)
    }

    // MARK: what the inner session wants

    /// When the bytes are flushed is the outer session's business.
    func send(_ bytes: ByteBuffer, _ urgency: SendUrgency) {
        stream.write(bytes)
    }

    func setReading(_ reading: Bool) {
        stream.setReading(reading)
    }

    func close() {
        hasEnded = true
        stream.closeAfterWriting()
    }

    // MARK: what the outer stream brings

    func streamReceived(_ bytes: ByteBuffer) {
        core.run(.receive(bytes))
    }

    func streamEnded() {
        end("closed by remote host")
    }

    func streamWritabilityChanged(_ isWritable: Bool) {
        core.run(.carrierWritable(isWritable))
    }

    func streamClosed(_ error: SSHError?) {
        guard let error, !hasEnded else { return end("closed by remote host") }
        let fault = SSHError(code: .peerClosed, operation: .connect, scope: .session, detail: "\(name): \(error)")
        core.carrierFault = fault
        end(fault.detail)
    }

    private func end(_ words: String) {
        guard !hasEnded else { return }
        hasEnded = true
        core.run(.peerEnded(words))
    }
}

import Keys
import NIOCore
import SSHTransport

/// The channel's end of an `AgentConnection`: sends a request, puts the answer together, fails once the agent is gone.
///
/// Not Sendable: it lives on the channel's loop.
final class AgentHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Nil once it is closed: the handler outlives it until the session has ended.
    private var channel: (any Channel)?
    private let loop: any EventLoop
    private var frames = AgentFrames()
    private var waiting: EventLoopPromise<AgentReply>?
    private var alarm: Scheduled<Void>?
    private var fault: AgentFault?

    init(channel: any Channel) {
        self.channel = channel
        loop = channel.eventLoop
    }

    /// Sends a request; fails with what has ended the connection, or will end it.
    func ask(_ request: AgentRequest, within seconds: Int64?) -> EventLoopFuture<AgentReply> {
        let promise = loop.makePromise(of: AgentReply.self)
        guard fault == nil, let channel else {
            promise.fail(fault ?? .closed("closed by us"))
            return promise.futureResult
        }
        waiting = promise
        if let seconds {
            alarm = loop.assumeIsolated().scheduleTask(in: .seconds(seconds)) { [weak self] in
                self?.close(.noAnswer(seconds: seconds))
            }
        }
        channel.writeAndFlush(ByteBuffer(bytes: request.frame), promise: nil)
        return promise.futureResult
    }

    /// Ends the connection; the first reason is the one that is told.
    func close(_ reason: AgentFault) {
        guard fault == nil else { return }
        fault = reason
        take()?.fail(reason)
        frames = AgentFrames()
        channel?.close(promise: nil)
        channel = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        frames.append(Self.unwrapInboundIn(data).readableBytesView)
        do throws(AgentFault) {
            while fault == nil, let message = try frames.next() {
                let reply = try AgentReply(message)
                guard let promise = take() else { throw .unexpected(message[0]) }
                promise.succeed(reply)
            }
        } catch {
            close(error)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        close(.closed("it closed the connection"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close(.closed((error as? IOError).map { ErrnoWords.text($0.errnoCode) } ?? "\(error)"))
    }

    private func take() -> EventLoopPromise<AgentReply>? {
        alarm?.cancel()
        alarm = nil
        defer { waiting = nil }
        return waiting
    }
}

import Keys
import NIOCore
import SSHTransport

/// The channel's end of an `AgentConnection`: sends a request, puts the answer together, fails once the agent is gone.
///
/// Not Sendable: it lives on the channel's loop.
final class AgentHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let channel: any Channel
    private var frames = AgentFrames()
    private var waiting: EventLoopPromise<AgentReply>?
    private var alarm: Scheduled<Void>?
    private var fault: AgentFault?

    init(channel: any Channel) {
        self.channel = channel
    }

    /// Sends a request; fails with what has ended the connection, or will end it.
    func ask(_ request: AgentRequest, within seconds: Int64?) -> EventLoopFuture<AgentReply> {
        let promise = channel.eventLoop.makePromise(of: AgentReply.self)
        if let fault {
            promise.fail(fault)
            return promise.futureResult
        }
        waiting = promise
        if let seconds {
            alarm = channel.eventLoop.assumeIsolated().scheduleTask(in: .seconds(seconds)) { [weak self] in
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
        channel.close(promise: nil)
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

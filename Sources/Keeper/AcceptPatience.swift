import NIOCore

/// Keeps the socket listening when a client could not be accepted: NIO pauses by itself when no descriptor is left.
final class AcceptPatience: ChannelInboundHandler {
    typealias InboundIn = Any

    func errorCaught(context: ChannelHandlerContext, error: any Error) {}
}

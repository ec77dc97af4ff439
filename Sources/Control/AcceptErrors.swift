import NIOCore

/// Keeps the control socket listening when a client could not be accepted. NIO pauses when no descriptor is left.
final class AcceptErrors: ChannelInboundHandler {
    typealias InboundIn = Any

    private let report: @Sendable (ControlEvent) -> Void

    init(report: @escaping @Sendable (ControlEvent) -> Void) {
        self.report = report
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        report(.acceptFailed(ErrorWords.text(error)))
    }
}

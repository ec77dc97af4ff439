import NIOCore
import SSHTransport

/// Keeps a listener alive when accepting fails, and gives its number back when it closes.
///
/// NIO itself pauses accepting for a second when no descriptor is left.
final class AcceptFailureHandler: ChannelInboundHandler {
    typealias InboundIn = Any

    private let books: RelayBooks
    private let number: Int

    init(books: RelayBooks, number: Int) {
        self.books = books
        self.number = number
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let words = (error as? IOError).map { ErrnoWords.text($0.errnoCode) } ?? "\(error)"
        books.tell(.acceptFailed(words))
    }

    func channelInactive(context: ChannelHandlerContext) {
        books.giveBack(number)
        context.fireChannelInactive()
    }
}

package import NIOCore
import NIOPosix

/// The keeper's socket at work: clients come, send one line, and get one line back, as often as they like.
package struct LineServer: Sendable {
    private let group: any EventLoopGroup
    private let limits: LineLimits
    private let refusal: @Sendable (LineFault) -> ByteBuffer

    /// A server on these loops. `refusal` gives the last line, with its newline, for a client that is hung up on.
    package init(
        group: any EventLoopGroup, limits: LineLimits = LineLimits(),
        refusal: @escaping @Sendable (LineFault) -> ByteBuffer
    ) {
        self.group = group
        self.limits = limits
        self.refusal = refusal
    }

    /// Answers a line: parts of the answer, whole lines each, go to the closure, and the rest is returned. What the closure
    /// throws is to be passed on: the client is gone.
    package typealias Answering =
        @Sendable (ByteBuffer, Peer, @escaping @Sendable (ByteBuffer) async throws -> Void) async throws -> ByteBuffer

    private struct Client {
        let peer: Peer?
        let channel: NIOAsyncChannel<ByteBuffer, AnswerPart>
    }

    /// Serves a listening socket, which it closes in the end, until the task is cancelled.
    ///
    /// `admits` decides about a client before anything is read from it. `answer` gets each line without its newline.
    package func run(
        descriptor: CInt, admits: @escaping @Sendable (Peer) -> Bool,
        answer: @escaping Answering
    ) async throws {
        let listener = try await ServerBootstrap(group: group)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptPatience())
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .bind(
                descriptor, serverBackPressureStrategy: .init(lowWatermark: 1, highWatermark: 4),
                childChannelInitializer: { [limits, refusal] channel in
                    Peer.of(channel).flatMapThrowing { peer -> Client in
                        let framing = LineFraming(limits: limits, refusal: refusal)
                        try channel.pipeline.syncOperations.addHandler(framing)
                        let wrapped = try NIOAsyncChannel<ByteBuffer, AnswerPart>(
                            wrappingChannelSynchronously: channel)
                        return Client(peer: peer, channel: wrapped)
                    }
                })
        try await listener.executeThenClose { clients in
            try await attend(clients, admits: admits, answer: answer)
        }
    }

    private func attend(
        _ clients: NIOAsyncChannelInboundStream<Client>, admits: @escaping @Sendable (Peer) -> Bool,
        answer: @escaping Answering
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            var count = 0
            for try await client in clients {
                if count == limits.clientCount {
                    try await tasks.next()
                    count -= 1
                }
                count += 1
                tasks.addTask { await talk(with: client, admits: admits, answer: answer) }
            }
            tasks.cancelAll()
        }
    }

    /// A client that breaks off is its own affair.
    private func talk(
        with client: Client, admits: @Sendable (Peer) -> Bool,
        answer: Answering
    ) async {
        try? await client.channel.executeThenClose { lines, answers in
            guard let peer = client.peer, admits(peer) else {
                client.channel.channel.pipeline.fireUserInboundEventTriggered(
                    LineFault.stranger(uid: client.peer?.uid ?? .max))
                for try await _ in lines {}
                return
            }
            for try await line in lines {
                let last = try await answer(line, peer) { part in
                    try await answers.write(AnswerPart(bytes: part, isLast: false))
                }
                try await answers.write(AnswerPart(bytes: last, isLast: true))
            }
        }
    }
}

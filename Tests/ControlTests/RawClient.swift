import NIOCore
import NIOPosix

/// Bytes to a control socket, and all that comes back.
enum RawClient {
    /// Sends `bytes` and reads until the master closes.
    static func exchange(_ bytes: [UInt8], with path: String) async throws -> [UInt8] {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(unixDomainSocketPath: path) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            if !bytes.isEmpty { try await outbound.write(ByteBuffer(bytes: bytes)) }
            var got: [UInt8] = []
            for try await part in inbound { got += part.readableBytesView }
            return got
        }
    }
}

import Keys
import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// One connection to an ssh-agent, without a thread that waits: a NIO channel on the link's loop. One request at a time.
struct AgentConnection: Sendable {
    private let handler: NIOLoopBound<AgentHandler>
    private let loop: any EventLoop

    /// Connects to the agent's socket.
    /// - Throws: `AgentFault.closed` with the system's words.
    static func open(_ path: String, on loop: any EventLoop) async throws -> AgentConnection {
        do {
            let handler = try await ClientBootstrap(group: loop)
                .connect(unixDomainSocketPath: path)
                .flatMapThrowing { channel in
                    let handler = AgentHandler(channel: channel)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return NIOLoopBound(handler, eventLoop: loop)
                }.get()
            return AgentConnection(handler: handler, loop: loop)
        } catch let error as IOError {
            throw AgentFault.closed(ErrnoWords.text(error.errnoCode))
        } catch {
            throw AgentFault.closed("\(error)")
        }
    }

    /// Its keys, in its order; an agent that is locked has none. An answer that is not there within `seconds` closes
    /// the connection.
    /// - Throws: `AgentFault`.
    func identities(within seconds: Int64) async throws -> [AgentIdentity] {
        switch try await ask(.identities, within: seconds) {
        case .identities(let identities): return identities
        case .failure: return []
        case .signature: throw AgentFault.malformed("a signature where a list belongs")
        }
    }

    /// The inner signature, or nil if the agent refuses. A person may have to confirm it, or to touch a token: so this
    /// has no deadline; `close` ends it.
    /// - Throws: `AgentFault`.
    func sign(_ data: [UInt8], with publicKey: PublicKey, algorithm: String) async throws -> [UInt8]? {
        switch try await ask(.sign(publicKey: publicKey, data: data, algorithm: algorithm), within: nil) {
        case .failure: return nil
        case .identities: throw AgentFault.malformed("a list where a signature belongs")
        case .signature(let used, let bytes):
            guard used == algorithm else { throw AgentFault.malformed("signed with \(used), not with \(algorithm)") }
            return bytes
        }
    }

    /// Ends the connection and what is being asked.
    func close() {
        let handler = handler
        loop.execute { handler.value.close(.closed("closed by us")) }
    }

    private func ask(_ request: AgentRequest, within seconds: Int64?) async throws -> AgentReply {
        let handler = handler
        return try await withTaskCancellationHandler {
            try await loop.flatSubmit { handler.value.ask(request, within: seconds) }.get()
        } onCancel: {
            close()
        }
    }
}

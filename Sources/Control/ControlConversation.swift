import TunnelModel

/// A master's side of the talk with one client: reads a message, says what to do.
struct ControlConversation {
    /// What to do about a message.
    enum Step: Hashable {
        /// Nothing: it was the greeting, and ours went out when the client came.
        case nothing
        /// Send this.
        case answer(ControlReply)
        /// Send this; `what` was asked for and is not done here.
        case refuse(ControlReply, what: String)
        /// Set up a forward and send what came of it.
        case forward(id: UInt32, ForwardSpec)
        /// Take a forward down and send what came of it.
        case cancel(id: UInt32, ForwardSpec)
        /// Stop listening, then send that it is done.
        case stopListening(id: UInt32)
        /// Send that it is done, then end.
        case exit(id: UInt32)
    }

    private let pid: UInt32
    /// Whether the client has greeted.
    private(set) var isGreeted = false

    /// A talk that has not begun; `pid` is the master's process.
    init(pid: UInt32) {
        self.pid = pid
    }

    /// Takes the body of the next message. An error ends the talk without an answer, as in ssh.
    mutating func received(_ body: [UInt8]) throws(ControlMessageError) -> Step {
        let request = try ControlRequest(decoding: body)
        if case .hello(let version) = request {
            guard !isGreeted else { throw .outOfOrder(ControlNumber.hello) }
            guard version == ControlNumber.version else { throw .badVersion(version) }
            isGreeted = true
            return .nothing
        }
        guard isGreeted else { throw .outOfOrder(ControlFields.type(of: body)) }
        return step(for: request)
    }

    private func step(for request: ControlRequest) -> Step {
        switch request {
        case .hello: .nothing
        case .aliveCheck(let id): .answer(.alive(id: id, pid: pid))
        case .terminate(let id): .exit(id: id)
        case .openForward(let id, let forward):
            forward.spec.map { .forward(id: id, $0) } ?? .answer(Self.invalid(id))
        case .closeForward(let id, let forward):
            forward.spec.map { .cancel(id: id, $0) } ?? .answer(.failure(id: id, reason: "port not forwarded"))
        case .stopListening(let id): .stopListening(id: id)
        case .session(let id):
            .refuse(.failure(id: id, reason: "sallyport forwards ports and runs no commands"), what: "session")
        case .stdioForward(let id, _, _):
            .refuse(
                .failure(id: id, reason: "sallyport takes no descriptors, use -o ControlPath=none with -W"),
                what: "stdio forwarding")
        case .proxy(let id): .refuse(.failure(id: id, reason: "unsupported request"), what: "proxy")
        case .unknown(let id, let type):
            .refuse(.failure(id: id, reason: "unsupported request"), what: "request of type \(type)")
        }
    }

    private static func invalid(_ id: UInt32) -> ControlReply {
        .failure(id: id, reason: "Invalid forwarding request")
    }
}

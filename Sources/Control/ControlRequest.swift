import TunnelModel

/// What a client asks of a master (OpenSSH PROTOCOL.mux). `id` comes back in the answer.
enum ControlRequest: Hashable {
    /// The greeting: the version. Extensions are read and passed over; none is needed.
    case hello(version: UInt32)
    /// Are you there, and as which process?
    case aliveCheck(id: UInt32)
    /// End.
    case terminate(id: UInt32)
    /// Set up a forward.
    case openForward(id: UInt32, ControlForward)
    /// Take a forward down.
    case closeForward(id: UInt32, ControlForward)
    /// Take no further clients.
    case stopListening(id: UInt32)
    /// A shell or a command. Three descriptors follow, a byte each. Nothing of it is kept: it is always refused.
    case session(id: UInt32)
    /// Join two descriptors, which follow with a byte each, to a target.
    case stdioForward(id: UInt32, host: String, port: UInt32)
    /// From here on speak SSH on this socket.
    case proxy(id: UInt32)
    /// A request that is not known here, of this type.
    case unknown(id: UInt32, type: UInt32)
}

extension ControlRequest {
    /// Reads the body of one message: all of it, and nothing after.
    init(decoding body: [UInt8]) throws(ControlMessageError) {
        var fields = ControlFields(body)
        let type = try fields.number()
        if type == ControlNumber.hello {
            self = .hello(version: try fields.greeting())
            return
        }
        let id = try fields.number()
        switch type {
        case ControlNumber.aliveCheck: self = .aliveCheck(id: id)
        case ControlNumber.terminate: self = .terminate(id: id)
        case ControlNumber.openForward: self = .openForward(id: id, try Self.forward(&fields))
        case ControlNumber.closeForward: self = .closeForward(id: id, try Self.forward(&fields))
        case ControlNumber.stopListening: self = .stopListening(id: id)
        case ControlNumber.newSession:
            try Self.passSession(&fields)
            self = .session(id: id)
        case ControlNumber.stdioForward:
            _ = try fields.bytes()
            self = .stdioForward(id: id, host: try fields.text(), port: try fields.number())
        case ControlNumber.proxy: self = .proxy(id: id)
        default:
            // What follows an unknown type is unknown as well.
            self = .unknown(id: id, type: type)
            return
        }
        try fields.finish()
    }

    /// The bytes that follow a message of this type, which carry descriptors.
    static func descriptorCount(type: UInt32) -> Int {
        switch type {
        case ControlNumber.newSession: 3
        case ControlNumber.stdioForward: 2
        default: 0
        }
    }

    private static func forward(_ fields: inout ControlFields) throws(ControlMessageError) -> ControlForward {
        ControlForward(
            type: try fields.number(), listenHost: try fields.text(), listenPort: try fields.number(),
            connectHost: try fields.text(), connectPort: try fields.number())
    }

    /// Reserved, four flags, the escape character, terminal, command, environment.
    private static func passSession(_ fields: inout ControlFields) throws(ControlMessageError) {
        _ = try fields.bytes()
        for _ in 0..<5 { _ = try fields.number() }
        _ = (try fields.bytes(), try fields.bytes())
        while !fields.isAtEnd { _ = try fields.bytes() }
    }
}

extension ControlRequest {
    /// The body of the message, without its length. Of a request for a session only what is empty is written, of an
    /// unknown one the type and the id.
    var encoded: [UInt8] {
        var writer = SSHWireWriter()
        switch self {
        case .hello(let version): writer.write(numbers: ControlNumber.hello, version)
        case .aliveCheck(let id): writer.write(numbers: ControlNumber.aliveCheck, id)
        case .terminate(let id): writer.write(numbers: ControlNumber.terminate, id)
        case .openForward(let id, let forward):
            writer.write(numbers: ControlNumber.openForward, id)
            writer.write(forward)
        case .closeForward(let id, let forward):
            writer.write(numbers: ControlNumber.closeForward, id)
            writer.write(forward)
        case .stopListening(let id): writer.write(numbers: ControlNumber.stopListening, id)
        case .session(let id):
            writer.write(numbers: ControlNumber.newSession, id, 0, 0, 0, 0, 0, .max, 0, 0)
        case .stdioForward(let id, let host, let port):
            writer.write(numbers: ControlNumber.stdioForward, id, 0)
            writer.write(string: host.utf8)
            writer.write(uint32: port)
        case .proxy(let id): writer.write(numbers: ControlNumber.proxy, id)
        case .unknown(let id, let type): writer.write(numbers: type, id)
        }
        return writer.bytes
    }
}

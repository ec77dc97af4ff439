import TunnelModel

/// What a master answers to a client (OpenSSH PROTOCOL.mux).
enum ControlReply: Hashable {
    /// The greeting: the version.
    case hello(version: UInt32)
    /// Done.
    case ok(id: UInt32)
    /// Not allowed, and why.
    case permissionDenied(id: UInt32, reason: String)
    /// Not done, and why.
    case failure(id: UInt32, reason: String)
    /// The master's process id.
    case alive(id: UInt32, pid: UInt32)
    /// Done, and this is the port that the server picked.
    case remotePort(id: UInt32, port: UInt32)
    /// Anything else, of this type. What it has after the id is not looked at.
    case unknown(id: UInt32, type: UInt32)

    /// The request that it answers; 0 for the greeting.
    var id: UInt32 {
        switch self {
        case .hello: 0
        case .ok(let id), .permissionDenied(let id, _), .failure(let id, _), .alive(let id, _),
            .remotePort(let id, _), .unknown(let id, _):
            id
        }
    }

    /// The number of its type.
    var type: UInt32 {
        switch self {
        case .hello: ControlNumber.hello
        case .ok: ControlNumber.ok
        case .permissionDenied: ControlNumber.permissionDenied
        case .failure: ControlNumber.failure
        case .alive: ControlNumber.alive
        case .remotePort: ControlNumber.remotePort
        case .unknown(_, let type): type
        }
    }
}

extension ControlReply {
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
        case ControlNumber.ok: self = .ok(id: id)
        case ControlNumber.permissionDenied: self = .permissionDenied(id: id, reason: try fields.text())
        case ControlNumber.failure: self = .failure(id: id, reason: try fields.text())
        case ControlNumber.alive: self = .alive(id: id, pid: try fields.number())
        case ControlNumber.remotePort: self = .remotePort(id: id, port: try fields.number())
        default:
            self = .unknown(id: id, type: type)
            return
        }
        try fields.finish()
    }

    /// The body of the message, without its length.
    var encoded: [UInt8] {
        var writer = SSHWireWriter()
        writer.write(uint32: type)
        switch self {
        case .hello(let version): writer.write(uint32: version)
        case .ok(let id), .unknown(let id, _): writer.write(uint32: id)
        case .permissionDenied(let id, let reason), .failure(let id, let reason):
            writer.write(uint32: id)
            writer.write(string: reason.utf8)
        case .alive(let id, let number), .remotePort(let id, let number): writer.write(numbers: id, number)
        }
        return writer.bytes
    }
}

import NIOCore
import TunnelModel

/// Reads one SOCKS request, 4, 4a or 5, from bytes that come in pieces of any size.
///
/// Of SOCKS5 it takes the method without authentication, of all of them CONNECT only; names are not resolved. It holds
/// no more than one request and what came with its last piece.
struct SOCKSRequestMachine {
    /// What its driver does next, in this order.
    enum Action: Equatable {
        /// Send this; the request goes on.
        case reply([UInt8])
        /// The request is whole. Answer it with `grant` once there is a connection, else with `refusal`; what else came
        /// is in `takeRest`.
        case connect(Endpoint, SOCKSVersion)
        /// Send this and close.
        case refuse(SOCKSRefusal, reply: [UInt8])
    }

    private enum Phase {
        case version, request4, methods5, request5, over
    }

    /// The longest user id and the longest name, in bytes.
    static let maximumText = 255

    private static let connectCommand: UInt8 = 1
    private static let noAuthentication: UInt8 = 0

    private var phase = Phase.version
    private var buffer = ByteBuffer()

    /// Takes the next bytes; none after `connect` or `refuse`.
    mutating func receive(_ bytes: ByteBuffer) -> [Action] {
        guard phase != .over else { return [] }
        buffer.writeImmutableBuffer(bytes)
        var actions: [Action] = []
        while let action = step() {
            actions.append(action)
            if case .refuse = action { buffer = ByteBuffer() }
        }
        return actions
    }

    /// What followed the request: the first bytes for the connection.
    mutating func takeRest() -> ByteBuffer {
        defer { buffer = ByteBuffer() }
        return buffer
    }

    private mutating func step() -> Action? {
        switch phase {
        case .version: readVersion()
        case .request4: readRequest4()
        case .methods5: readMethods()
        case .request5: readRequest5()
        case .over: nil
        }
    }

    private mutating func readVersion() -> Action? {
        switch byte(0) {
        case nil: return nil
        case 4: phase = .request4
        case 5: phase = .methods5
        case .some(let other): return refuse(.version(other), reply: [])
        }
        return step()
    }

    // MARK: SOCKS4

    /// Version, command, port, address, user id, zero; for 4a, which has the address 0.0.0.x, a name and a zero.
    private mutating func readRequest4() -> Action? {
        guard let command = byte(1) else { return nil }
        guard command == Self.connectCommand else {
            return refuse(.command(command), reply: SOCKSVersion.four.refusal(.general))
        }
        guard let port = port(at: 2), let address = bytes(4, from: 4) else { return nil }
        guard let user = text(from: 8) else { return nil }
        guard user.isTerminated else { return refuseMalformed(.four) }
        let afterUser = 8 + user.bytes.count + 1
        guard address.starts(with: [0, 0, 0]), address[3] != 0 else {
            return connect(to: Self.numeric(address), port, .four, length: afterUser)
        }
        guard let name = text(from: afterUser) else { return nil }
        guard name.isTerminated else { return refuseMalformed(.four) }
        return connect(to: Self.host(name.bytes), port, .four, length: afterUser + name.bytes.count + 1)
    }

    /// Bytes up to a zero, at most `maximumText`; nil while the zero may yet come.
    private func text(from start: Int) -> (bytes: [UInt8], isTerminated: Bool)? {
        let rest = buffer.readableBytesView.dropFirst(start).prefix(Self.maximumText + 1)
        if let end = rest.firstIndex(of: 0) { return (Array(rest[..<end]), true) }
        return rest.count > Self.maximumText ? ([], false) : nil
    }

    // MARK: SOCKS5

    /// Version, count, methods.
    private mutating func readMethods() -> Action? {
        guard let count = byte(1), let methods = bytes(Int(count), from: 2) else { return nil }
        guard methods.contains(Self.noAuthentication) else { return refuse(.method, reply: [5, 0xFF]) }
        buffer.moveReaderIndex(forwardBy: 2 + methods.count)
        phase = .request5
        return .reply([5, Self.noAuthentication])
    }

    /// Version, command, zero, address type, address, port.
    private mutating func readRequest5() -> Action? {
        if let version = byte(0), version != 5 { return refuseMalformed(.five) }
        guard let command = byte(1) else { return nil }
        guard command == Self.connectCommand else {
            return refuse(.command(command), reply: SOCKSVersion.five.refusal(.commandNotSupported))
        }
        switch byte(3) {
        case nil: return nil
        case 1: return readAddress5(from: 4, count: 4, Self.numeric)
        case 3: return byte(4).flatMap { readAddress5(from: 5, count: Int($0), Self.host) }
        case 4: return readAddress5(from: 4, count: 16, Self.numeric)
        case .some(let type):
            return refuse(.addressType(type), reply: SOCKSVersion.five.refusal(.addressTypeNotSupported))
        }
    }

    private mutating func readAddress5(from start: Int, count: Int, _ host: ([UInt8]) -> String?) -> Action? {
        guard let address = bytes(count, from: start), let port = port(at: start + count) else { return nil }
        return connect(to: host(address), port, .five, length: start + count + 2)
    }

    // MARK: the end

    private mutating func connect(to host: String?, _ port: UInt16, _ version: SOCKSVersion, length: Int) -> Action {
        guard let host else { return refuseMalformed(version) }
        buffer.moveReaderIndex(forwardBy: length)
        phase = .over
        return .connect(Endpoint(host: host, port: port), version)
    }

    private mutating func refuseMalformed(_ version: SOCKSVersion) -> Action {
        refuse(.malformed, reply: version.refusal(.general))
    }

    private mutating func refuse(_ refusal: SOCKSRefusal, reply: [UInt8]) -> Action {
        phase = .over
        return .refuse(refusal, reply: reply)
    }

    // MARK: bytes

    private func byte(_ offset: Int) -> UInt8? {
        buffer.getInteger(at: buffer.readerIndex + offset)
    }

    private func bytes(_ count: Int, from offset: Int) -> [UInt8]? {
        buffer.getBytes(at: buffer.readerIndex + offset, length: count)
    }

    private func port(at offset: Int) -> UInt16? {
        buffer.getInteger(at: buffer.readerIndex + offset)
    }

    /// The numeric form of 4 or 16 address bytes.
    private static func numeric(_ address: [UInt8]) -> String? {
        try? SocketAddress(packedIPAddress: ByteBuffer(bytes: address), port: 0).ipAddress
    }

    /// A name as text; nil for one that could fake a line of a log or that is not text at all.
    private static func host(_ name: [UInt8]) -> String? {
        guard !name.isEmpty, name.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { return nil }
        return String(validating: name, as: UTF8.self)
    }
}

import Testing
import TunnelModel

@testable import Forwarding

/// A well-formed request as a client sends it, and what must be read from it.
struct SOCKSRequest: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var bytes: [UInt8]
    var target: Endpoint
    var version: SOCKSVersion
    /// What the machine must say before the request is whole.
    var replies: [[UInt8]] = []

    static func four(_ address: [UInt8], user: String = "", name: String? = nil, port: UInt16, host: String) -> Self {
        var bytes = [4, 1] + bigEndian(port) + address + Array(user.utf8) + [0]
        if let name { bytes += Array(name.utf8) + [0] }
        return Self(
            testDescription: "SOCKS4\(name == nil ? "" : "a") to \(host)", bytes: bytes,
            target: Endpoint(host: host, port: port), version: .four)
    }

    static func five(type: UInt8, _ address: [UInt8], methods: [UInt8] = [0], port: UInt16, host: String) -> Self {
        let hello = [5, UInt8(methods.count)] + methods
        return Self(
            testDescription: "SOCKS5 to \(host)", bytes: hello + [5, 1, 0, type] + address + bigEndian(port),
            target: Endpoint(host: host, port: port), version: .five, replies: [[5, 0]])
    }

    static func five(name: String, methods: [UInt8] = [0], port: UInt16) -> Self {
        five(type: 3, [UInt8(name.utf8.count)] + Array(name.utf8), methods: methods, port: port, host: name)
    }

    static let all: [Self] = [
        four([127, 0, 0, 1], port: 80, host: "127.0.0.1"),
        four([10, 1, 2, 3], user: "jean-luc", port: 65535, host: "10.1.2.3"),
        four([0, 0, 0, 0], port: 1, host: "0.0.0.0"),
        four([0, 0, 0, 1], name: "example.org", port: 443, host: "example.org"),
        four([0, 0, 0, 255], user: "u", name: String(repeating: "n", count: 255), port: 256, host: longest),
        four([1, 2, 3, 4], user: String(repeating: "u", count: 255), port: 8080, host: "1.2.3.4"),
        five(type: 1, [192, 168, 0, 255], port: 0, host: "192.168.0.255"),
        five(type: 4, Array(repeating: 0, count: 15) + [1], methods: [0, 1, 2], port: 22, host: "::1"),
        five(type: 4, [0x20, 1, 0xd, 0xb8] + Array(repeating: 0, count: 11) + [9], port: 9, host: "2001:db8::9"),
        five(name: "x", port: 1), five(name: "münchen.example", port: 2), five(name: longest, port: 3),
        five(name: "many.methods", methods: Array(repeating: 7, count: 254) + [0], port: 0x0405),
    ]

    private static let longest = String(repeating: "n", count: 255)

    private static func bigEndian(_ port: UInt16) -> [UInt8] { [UInt8(port >> 8), UInt8(port & 0xFF)] }
}

/// A numeric address and a port that sshd listens on.
package struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// An IPv4 or IPv6 address without brackets; `0.0.0.0` and `::` are all of a family.
    package let host: String
    /// 1 to 65535.
    package let port: UInt16

    /// Takes a numeric address; nil if it has characters that none has, or for port 0.
    package init?(host: String, port: UInt16) {
        let isNumeric = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "."), UInt8(ascii: ":"):
                true
            default: false
            }
        }
        guard isNumeric, !host.isEmpty, port > 0 else { return nil }
        self.host = host
        self.port = port
    }

    /// Reads `ADDR:PORT`, with an IPv6 address in brackets.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        self.init(host: String(host), port: port)
    }

    /// `ADDR:PORT` as sshd_config wants it.
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Where a program on this host reaches it: loopback for all addresses of a family.
    var reachableHost: String {
        switch host {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: host
        }
    }
}

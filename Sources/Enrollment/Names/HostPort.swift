package import TunnelModel

/// A host and a port as one text, `bastion.example:443` or `[2001:db8::1]:22`: a bastion's address, a service's target.
///
/// Host names have 1–253 letters, digits, `.`, `-`, `_`; ports are 1–65535. Nothing is resolved.
package struct HostPort: ValidatedText {
    /// `address`.
    package static let kind = "address"

    /// The host, an IPv6 address without brackets.
    package let host: String
    /// The port, 1–65535.
    package let port: UInt16

    /// `host:port`, an IPv6 address in brackets.
    package var text: String { endpoint.description }

    /// The same as an endpoint.
    package var endpoint: Endpoint { Endpoint(host: host, port: port) }

    /// Checks a text.
    package init(_ text: String) throws(TextFault) {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else {
            throw TextFault(Self.kind, text, "write it as HOST:PORT")
        }
        let port = text[text.index(after: colon)...]
        guard port.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), !port.hasPrefix("0"),
            let number = UInt16(port)
        else { throw TextFault(Self.kind, text, "the port is a number from 1 to 65535") }
        var host = String(text[..<colon])
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = String(host.dropFirst().dropLast()) }
        guard host.utf8.contains(UInt8(ascii: ":")) == isBracketed else {
            throw TextFault(Self.kind, text, "an IPv6 address, and only that, stands in [ ]")
        }
        try self.init(host: host, port: number)
    }

    /// Checks the two parts; an IPv6 address has no brackets.
    package init(host: String, port: UInt16) throws(TextFault) {
        let inner = host.utf8.contains(UInt8(ascii: ":")) ? ".-_:%" : ".-_"
        guard (1...253).contains(host.utf8.count), !host.hasPrefix("-"),
            host.utf8.allSatisfy({ Self.isLetterOrDigit($0) || inner.utf8.contains($0) })
        else { throw TextFault(Self.kind, host, "a host has 1-253 letters, digits, . - and _, no - first") }
        guard port >= 1 else { throw TextFault(Self.kind, host, "the port is a number from 1 to 65535") }
        self.host = host
        self.port = port
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

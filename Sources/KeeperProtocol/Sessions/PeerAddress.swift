package import TunnelModel

/// Where a session comes from, as sshd tells it in `SSH_CONNECTION`: an IP address and a port.
package struct PeerAddress: Codable, Sendable, Hashable, CustomStringConvertible {
    /// The address, an IPv6 one perhaps with a zone.
    package var address: PlainText
    /// The port.
    package var port: UInt16

    /// An address and a port.
    package init(address: PlainText, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// Reads the first two words of `SSH_CONNECTION`; nil if they are not an address and a port.
    package init?(sshConnection text: String) {
        let words = text.split(separator: " ")
        let isAddress: (UInt8) -> Bool = { byte in
            ".:%-_".utf8.contains(byte) || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        }
        guard words.count == 4, words[0].utf8.count <= 64, words[0].utf8.allSatisfy(isAddress),
            let port = UInt16(words[1])
        else { return nil }
        address = PlainText(cleaning: String(words[0]))
        self.port = port
    }

    /// The address alone, which is what people want to see.
    package var description: String { address.text }
}

import TunnelModel

/// SSH packets as they are before the first key exchange ends: without encryption and MAC (RFC 4253 section 6).
enum PlainPacket {
    /// What a server may say before it is known: its identification and its key exchange proposal.
    static let opening = Array("SSH-2.0-hostile\r\n".utf8) + make(proposal)

    /// A packet with this payload.
    static func make(_ payload: [UInt8]) -> [UInt8] {
        let padding = 8 - (payload.count + 5) % 8 + (8 - (payload.count + 5) % 8 < 4 ? 8 : 0)
        var writer = SSHWireWriter()
        writer.write(uint32: UInt32(payload.count + padding + 1))
        return writer.bytes + [UInt8(padding)] + payload + [UInt8](repeating: 0, count: padding)
    }

    /// SSH_MSG_GLOBAL_REQUEST that wants a reply (RFC 4254 section 4).
    static let globalRequest: [UInt8] = {
        var writer = SSHWireWriter()
        writer.write(byte: 80)
        writer.write(string: "flood@example.com".utf8)
        writer.write(byte: 1)
        return make(writer.bytes)
    }()

    private static var proposal: [UInt8] {
        var writer = SSHWireWriter()
        writer.write(byte: 20)
        for _ in 0..<16 { writer.write(byte: 7) }
        let lists = [
            "curve25519-sha256", "ssh-ed25519", "aes128-ctr", "aes128-ctr", "hmac-sha2-256", "hmac-sha2-256", "none",
            "none", "", "",
        ]
        for list in lists { writer.write(string: list.utf8) }
        writer.write(byte: 0)
        writer.write(uint32: 0)
        return writer.bytes
    }
}

package import TunnelModel

/// What an SSH agent can be asked for (draft-miller-ssh-agent sections 4.4 and 4.5).
package enum AgentRequest: Hashable, Sendable {
    /// The public keys whose private halves it holds.
    case identities
    /// A signature over `data` by the private half of `publicKey`, with a signature algorithm such as "rsa-sha2-512".
    case sign(publicKey: PublicKey, data: [UInt8], algorithm: String)

    /// The request as it goes over the socket: its length, its number, its fields.
    package var frame: [UInt8] {
        var message = SSHWireWriter()
        switch self {
        case .identities:
            message.write(byte: AgentMessageNumber.requestIdentities)
        case .sign(let publicKey, let data, let algorithm):
            message.write(byte: AgentMessageNumber.signRequest)
            message.write(string: publicKey.blob)
            message.write(string: data)
            message.write(uint32: Self.flags(for: algorithm))
        }
        var frame = SSHWireWriter()
        frame.write(string: message.bytes)
        return frame.bytes
    }

    /// Without a flag an RSA key would sign with SHA-1 (section 4.5.1); other keys know no flags.
    private static func flags(for algorithm: String) -> UInt32 {
        switch algorithm {
        case "rsa-sha2-256": 2
        case "rsa-sha2-512": 4
        default: 0
        }
    }
}

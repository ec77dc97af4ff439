package import TunnelModel

/// One key of an agent.
package struct AgentIdentity: Hashable, Sendable {
    /// The public half.
    package let publicKey: PublicKey
    /// The agent's name for it, often the path of the file that it came from; control characters have become `?`.
    package let comment: String

    /// Takes both as they came over the socket.
    package init(publicKey: PublicKey, comment: [UInt8]) {
        self.publicKey = publicKey
        let text = String(decoding: comment, as: UTF8.self).unicodeScalars
        let safe = text.map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? "?" : $0 }
        self.comment = String(String.UnicodeScalarView(safe))
    }

    /// Whether its signatures can be used for a login: certificates, DSA and keys on security tokens cannot, because
    /// libssh2 sends no more than a plain signature.
    package var isUsable: Bool {
        publicKey.isWellFormed && publicKey.algorithm != "ssh-dss" && !publicKey.algorithm.hasPrefix("sk-")
    }
}

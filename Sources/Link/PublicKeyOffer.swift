import TunnelModel

/// A public key as it is offered.
struct PublicKeyOffer: Sendable, Equatable {
    let publicKey: PublicKey
    /// The signature algorithm, such as "rsa-sha2-512".
    let algorithm: String

    /// `allowed` are signature algorithms; nil: all. Nil if none of them is this key's.
    init?(_ publicKey: PublicKey, allowed: [String]? = nil) {
        let own = publicKey.algorithm == "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256"] : [publicKey.algorithm]
        guard let algorithm = own.first(where: { allowed?.contains($0) ?? true }) else { return nil }
        self.publicKey = publicKey
        self.algorithm = algorithm
    }

    /// The blob to send. libssh2 takes the method's name from its first string, and for RSA that would be SHA-1, which
    /// OpenSSH refuses since 8.8; with the name of the SHA-2 algorithm in its place OpenSSH takes the key.
    var blob: [UInt8] {
        var reader = SSHWireReader(publicKey.blob)
        guard algorithm != publicKey.algorithm, (try? reader.readString()) != nil else { return publicKey.blob }
        var writer = SSHWireWriter()
        writer.write(string: algorithm.utf8)
        return writer.bytes + reader.remaining
    }
}

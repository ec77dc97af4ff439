import Keys
import TunnelModel

/// A public key as it is offered, and the file that can sign for it.
struct PublicKeyOffer: Sendable {
    let file: PrivateKeyFile
    let publicKey: PublicKey
    /// The signature algorithm, such as "rsa-sha2-512".
    let algorithm: String

    /// The public key comes from the file, or from the .pub file for encrypted forms that hide it; nil without either.
    init?(file: PrivateKeyFile, publicHalf: KeyFileReader.Answer) {
        var publicKey = file.publicKey
        if publicKey == nil, case .text(let text, _, _) = publicHalf { publicKey = PublicKey(text: text.reveal()) }
        guard let publicKey else { return nil }
        self.file = file
        self.publicKey = publicKey
        algorithm = publicKey.algorithm == "ssh-rsa" ? "rsa-sha2-512" : publicKey.algorithm
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

    /// Signs what libssh2 asks for, with the algorithm that stands in the request. Costs key derivation: off the loop.
    func sign(_ data: [UInt8], passphrase: Secret<String>?) throws -> [UInt8] {
        let request = try SignatureRequest(data)
        return try file.unlock(passphrase: passphrase).sign(data, algorithm: request.algorithm)
    }
}

import TunnelModel

/// The outer shell of a key in OpenSSH's own format, whose private part may be encrypted.
///
/// Source: OpenSSH's PROTOCOL.key. After the magic come cipher, key derivation and its options, the number of keys,
/// the public key in clear, and the private section.
struct OpenSSHContainer: Sendable {
    /// How the private section is encrypted.
    private struct Encryption: Sendable {
        let cipher: KeyCipher
        let salt: [UInt8]
        let rounds: Int
    }

    /// More rounds are refused. OpenSSH's default is 16; 4096 take about 30 s of a desktop's core, minutes on a
    /// small board, and nobody can be shown to need more.
    static let maximumRounds = 4096

    private static let magic = Array("openssh-key-v1\0".utf8)

    /// The public key; it is in clear even when the private section is not.
    let publicKey: PublicKey
    private let encryption: Encryption?
    private let privateSection: [UInt8]

    /// Whether a passphrase is needed.
    var isEncrypted: Bool { encryption != nil }

    /// Reads the shell from the decoded body of the file.
    init(_ bytes: [UInt8]) throws(KeyFileError) {
        guard bytes.starts(with: OpenSSHContainer.magic) else { throw .damaged("no openssh-key-v1 at the start") }
        var reader = SSHWireReader(Array(bytes.dropFirst(OpenSSHContainer.magic.count)))
        let (cipher, derivation, options, keyCount, blob) = try KeyFileError.reading("the head of the key") {
            () throws(SSHWireError) in
            (
                try reader.readString(), try reader.readString(), try reader.readString(),
                try reader.readUInt32(), try reader.readString()
            )
        }
        guard keyCount == 1 else { throw .damaged("\(keyCount) keys in one file") }
        privateSection = try KeyFileError.reading("the private section") { () throws(SSHWireError) in
            try reader.readString()
        }
        // Only the sealed ciphers put a tag after the section; they are refused by name first.
        encryption = try OpenSSHContainer.encryption(cipher: cipher, derivation: derivation, options: options)
        guard reader.isAtEnd else { throw .damaged("bytes after the private section") }
        publicKey = try OpenSSHContainer.publicKey(blob)
    }

    /// Opens the private section.
    ///
    /// - Parameter passphrase: not looked at when the section is not encrypted.
    /// - Returns: the key; its public half is the one in clear.
    /// - Throws: `passphraseNeeded`, `wrongPassphrase`, `mismatch`, or what makes the section unreadable.
    func unlock(passphrase: Secret<String>?) throws(KeyFileError) -> PrivateKey {
        let section = try OpenSSHPrivateSection(
            try decrypted(passphrase: passphrase), algorithm: publicKey.algorithm, wasEncrypted: isEncrypted)
        guard section.key.publicKey.blob == publicKey.blob else { throw .mismatch }
        return section.key
    }

    private func decrypted(passphrase: Secret<String>?) throws(KeyFileError) -> [UInt8] {
        guard let encryption else { return privateSection }
        let passphrase = Array((passphrase?.reveal() ?? "").utf8)
        guard !passphrase.isEmpty else { throw .passphraseNeeded }
        let keyCount = encryption.cipher.keyByteCount
        let derived = BcryptPBKDF.derive(
            passphrase: passphrase, salt: encryption.salt, rounds: encryption.rounds,
            byteCount: keyCount + KeyCipher.blockByteCount)
        guard let derived,
            let section = encryption.cipher.decrypt(
                privateSection, key: Array(derived.prefix(keyCount)), vector: Array(derived.dropFirst(keyCount)),
                stripsPadding: false)
        else { throw .damaged("the private section is not whole blocks") }
        return section
    }

    private static func encryption(
        cipher: [UInt8], derivation: [UInt8], options: [UInt8]
    ) throws(KeyFileError) -> Encryption? {
        let cipherName = KeyFileError.printable(cipher)
        let derivationName = KeyFileError.printable(derivation)
        if cipherName == "none" {
            guard derivationName == "none", options.isEmpty else {
                throw .damaged("a key derivation without a cipher")
            }
            return nil
        }
        guard let known = KeyCipher(openSSHName: cipherName) else { throw .unsupportedEncryption(cipherName) }
        guard derivationName == "bcrypt" else { throw .unsupportedEncryption("\(cipherName) and \(derivationName)") }
        var reader = SSHWireReader(options)
        let (salt, rounds) = try KeyFileError.reading("the options of bcrypt") { () throws(SSHWireError) in
            (try reader.readString(), Int(try reader.readUInt32()))
        }
        guard reader.isAtEnd, (1...1024).contains(salt.count), rounds >= 1 else {
            throw .damaged("the options of bcrypt")
        }
        guard rounds <= maximumRounds else { throw .tooManyRounds(rounds, limit: maximumRounds) }
        return Encryption(cipher: known, salt: salt, rounds: rounds)
    }

    private static func publicKey(_ blob: [UInt8]) throws(KeyFileError) -> PublicKey {
        guard let key = PublicKey(blob: blob) else { throw .damaged("the public key") }
        let name = KeyFileError.printable(key.algorithm.utf8)
        if name.hasPrefix("sk-") { throw .securityKey(algorithm: name) }
        guard name == "ssh-ed25519" || name == "ssh-rsa" || EllipticCurve(algorithm: name) != nil else {
            throw .unsupportedAlgorithm(name)
        }
        guard key.isWellFormed else { throw .damaged("the public key") }
        return key
    }
}

package import TunnelModel

/// A private key file, read but not yet opened.
///
/// Read are OpenSSH's own format (`ssh-keygen`'s default), and PEM: `RSA PRIVATE KEY` and `EC PRIVATE KEY`, plain or
/// with a DEK-Info header, `PRIVATE KEY` and `ENCRYPTED PRIVATE KEY`. Keys: Ed25519, ECDSA on the NIST curves, RSA of
/// 1024 to 16384 bits. Everything else is refused with its own ``KeyFileError``.
package struct PrivateKeyFile: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The form of the file.
    package enum Kind: Hashable, Sendable {
        /// OpenSSH's own, `openssh-key-v1`.
        case openSSH
        /// PKCS #1, `RSA PRIVATE KEY`.
        case rsaPEM
        /// SEC 1, `EC PRIVATE KEY`.
        case ecPEM
        /// PKCS #8, plain or encrypted.
        case pkcs8
    }

    private enum Content: Sendable {
        case openSSH(OpenSSHContainer)
        case plain(PrivateKey)
        case legacy(LegacyEncryption, body: [UInt8])
        case pkcs8(PKCS8Encryption)
    }

    /// Larger texts are refused: 64 KiB. An RSA key of 16384 bits has 13 KiB.
    package static let maximumByteCount = 65_536

    /// The form of the file.
    package let kind: Kind
    private let content: Content

    /// Reads the text of a key file. Costs no key derivation.
    ///
    /// - Throws: every ``KeyFileError`` that can be told without the passphrase.
    package init(_ text: String) throws(KeyFileError) {
        guard text.utf8.count <= PrivateKeyFile.maximumByteCount else { throw .tooLarge(byteCount: text.utf8.count) }
        guard let block = try PEMBlock.firstPrivateKey(in: text) else { throw PrivateKeyFile.stranger(text) }
        switch block.label {
        case "OPENSSH PRIVATE KEY":
            kind = .openSSH
            content = .openSSH(try OpenSSHContainer(block.body))
        case "RSA PRIVATE KEY":
            kind = .rsaPEM
            if let encryption = try LegacyEncryption(headers: block.headers) {
                content = .legacy(encryption, body: block.body)
            } else {
                content = .plain(try PrivateKey(pkcs1: block.body))
            }
        case "EC PRIVATE KEY":
            kind = .ecPEM
            if let encryption = try LegacyEncryption(headers: block.headers) {
                content = .legacy(encryption, body: block.body)
            } else {
                content = .plain(try PrivateKey(sec1: block.body))
            }
        case "PRIVATE KEY":
            kind = .pkcs8
            content = .plain(try PrivateKey(pkcs8: block.body))
        case "ENCRYPTED PRIVATE KEY":
            kind = .pkcs8
            content = .pkcs8(try PKCS8Encryption(block.body))
        case "DSA PRIVATE KEY":
            throw .unsupportedAlgorithm("DSA")
        default:
            throw .foreign(format: KeyFileError.printable(block.label.utf8))
        }
    }

    /// The public key, or nil for an encrypted PEM file: the caller then reads the `.pub` file beside it.
    package var publicKey: PublicKey? {
        switch content {
        case .openSSH(let container): container.publicKey
        case .plain(let key): key.publicKey
        case .legacy, .pkcs8: nil
        }
    }

    /// Whether ``unlock(passphrase:)`` needs a passphrase.
    package var isEncrypted: Bool {
        switch content {
        case .openSSH(let container): container.isEncrypted
        case .plain: false
        case .legacy, .pkcs8: true
        }
    }

    /// Opens the key. For an encrypted file this takes 0.1 s and more of one core: never on an event loop.
    ///
    /// - Parameter passphrase: nil if there is none; not looked at when the file is not encrypted.
    /// - Returns: the key.
    /// - Throws: `passphraseNeeded`, `wrongPassphrase`, or why the content is no usable key.
    package func unlock(passphrase: Secret<String>?) throws(KeyFileError) -> PrivateKey {
        switch content {
        case .openSSH(let container):
            return try container.unlock(passphrase: passphrase)
        case .plain(let key):
            return key
        case .legacy(let encryption, let body):
            let passphrase = try PrivateKeyFile.bytes(of: passphrase)
            return try key(from: encryption.decrypt(body, passphrase: passphrase))
        case .pkcs8(let encryption):
            let passphrase = try PrivateKeyFile.bytes(of: passphrase)
            return try key(from: encryption.decrypt(passphrase: passphrase))
        }
    }

    /// The form and a mask.
    package var description: String { "<private key file \(kind)>" }

    /// The same mask.
    package var debugDescription: String { description }

    /// A mirror without children, so that `dump` shows the mask too.
    package var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}

extension PrivateKeyFile {
    /// The key in a decrypted body. One wrong passphrase in 256 leaves good padding and garbage before it.
    private func key(from body: [UInt8]?) throws(KeyFileError) -> PrivateKey {
        guard let body else { throw .wrongPassphrase }
        do {
            switch kind {
            case .rsaPEM: return try PrivateKey(pkcs1: body)
            case .ecPEM: return try PrivateKey(sec1: body)
            case .openSSH, .pkcs8: return try PrivateKey(pkcs8: body)
            }
        } catch .damaged {
            throw .wrongPassphrase
        }
    }

    private static func bytes(of passphrase: Secret<String>?) throws(KeyFileError) -> [UInt8] {
        let bytes = Array((passphrase?.reveal() ?? "").utf8)
        guard !bytes.isEmpty else { throw .passphraseNeeded }
        return bytes
    }

    /// What a text without a private key block is, by the first line that is not blank.
    private static func stranger(_ text: String) -> KeyFileError {
        let isBlank: (UInt8) -> Bool = { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
        let start = String(decoding: text.utf8.drop(while: isBlank).prefix(80), as: UTF8.self)
        if start.isEmpty { return .empty }
        if start.hasPrefix("PuTTY-User-Key-File") { return .foreign(format: "PuTTY") }
        if start.hasPrefix("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY") { return .foreign(format: "ssh.com") }
        if start.hasPrefix("SSH PRIVATE KEY FILE FORMAT 1") { return .unsupportedAlgorithm("SSH protocol 1") }
        let publicStarts = ["ssh-", "ecdsa-sha2-", "sk-", "---- BEGIN SSH2 PUBLIC KEY"]
        if publicStarts.contains(where: start.hasPrefix) { return .publicKey }
        if start.hasPrefix("-----BEGIN ") {
            let isPublic = start.contains("PUBLIC KEY") || start.contains("CERTIFICATE")
            return isPublic ? .publicKey : .damaged("the BEGIN line")
        }
        return .notAKey
    }
}

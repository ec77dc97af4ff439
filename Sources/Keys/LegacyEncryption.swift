import CCrypto

/// The encryption of an old PEM file, named in its headers.
///
/// Source: RFC 1421 section 4.6 for the headers, OpenSSL's EVP_BytesToKey with MD5 and one round for the key. It is
/// weak against guessing; it is read because such files exist.
struct LegacyEncryption: Sendable {
    private let cipher: KeyCipher
    private let vector: [UInt8]

    /// Reads the headers.
    ///
    /// - Returns: nil when the file is not encrypted.
    init?(headers: [String: String]) throws(KeyFileError) {
        guard let process = headers["Proc-Type"] else { return nil }
        guard process.hasSuffix("ENCRYPTED"), let info = headers["DEK-Info"] else {
            throw .damaged("the Proc-Type and DEK-Info lines")
        }
        let fields = info.split(separator: ",", omittingEmptySubsequences: false)
        let name = KeyFileError.printable(fields[0].utf8)
        guard let cipher = KeyCipher(legacyName: name) else { throw .unsupportedEncryption(name) }
        guard fields.count == 2, let vector = LegacyEncryption.bytes(hex: fields[1]),
            vector.count == KeyCipher.blockByteCount
        else { throw .damaged("the DEK-Info line") }
        self.cipher = cipher
        self.vector = vector
    }

    /// Decrypts the body; nil when the padding shows that the passphrase is wrong.
    ///
    /// - Throws: `unsupportedEncryption` where the system's libcrypto allows no MD5 (FIPS mode).
    func decrypt(_ body: [UInt8], passphrase: [UInt8]) throws(KeyFileError) -> [UInt8]? {
        // The first half of the vector is the salt.
        var key: [UInt8] = []
        var digest: [UInt8] = []
        while key.count < cipher.keyByteCount {
            let text = digest + passphrase + vector.prefix(8)
            digest = [UInt8](repeating: 0, count: 16)
            guard sallyport_md5(text, text.count, &digest) == 0 else { throw .unsupportedEncryption("MD5") }
            key += digest
        }
        return cipher.decrypt(
            body, key: Array(key.prefix(cipher.keyByteCount)), vector: vector, stripsPadding: true)
    }

    private static func bytes(hex: Substring) -> [UInt8]? {
        let digits = hex.utf8.compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
        guard digits.count == hex.utf8.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

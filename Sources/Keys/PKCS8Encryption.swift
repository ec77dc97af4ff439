import CCrypto

/// An encrypted PKCS #8 key: PBES2 with PBKDF2 and AES in chained mode (RFC 5958 section 3, RFC 8018 section 6.2).
struct PKCS8Encryption: Sendable {
    /// More rounds are refused. OpenSSL's default is 2,048, advice for passwords goes to a million or so;
    /// ten million take about 10 s.
    static let maximumRounds = 10_000_000

    /// The hash of PBKDF2, by the bits of its output.
    private let hashBits: Int32
    private let salt: [UInt8]
    private let rounds: Int
    private let cipher: KeyCipher
    private let vector: [UInt8]
    private let content: [UInt8]

    /// Reads the decoded body of an `ENCRYPTED PRIVATE KEY` file.
    init(_ bytes: [UInt8]) throws(KeyFileError) {
        var outer = DERReader(bytes)
        var reader = try outer.readSequence()
        try outer.finish()
        var algorithm = try reader.readSequence()
        content = try reader.read(.octetString)
        try reader.finish()
        let scheme = try algorithm.readObjectIdentifier()
        guard scheme == "1.2.840.113549.1.5.13" else { throw .unsupportedEncryption("scheme \(scheme)") }
        var parameters = try algorithm.readSequence()
        var derivation = try parameters.readSequence()
        var encryption = try parameters.readSequence()

        let function = try derivation.readObjectIdentifier()
        guard function == "1.2.840.113549.1.5.12" else { throw .unsupportedEncryption("key derivation \(function)") }
        var options = try derivation.readSequence()
        salt = try options.read(.octetString)
        rounds = try options.readSmallInteger()
        if options.isNext(.integer) { _ = try options.readSmallInteger() }
        hashBits = try PKCS8Encryption.hashBits(&options)
        guard (1...1024).contains(salt.count), rounds >= 1 else { throw .damaged("the options of PBKDF2") }
        guard rounds <= PKCS8Encryption.maximumRounds else {
            throw .tooManyRounds(rounds, limit: PKCS8Encryption.maximumRounds)
        }

        let name = try encryption.readObjectIdentifier()
        guard let cipher = KeyCipher(objectIdentifier: name) else { throw .unsupportedEncryption("cipher \(name)") }
        self.cipher = cipher
        vector = try encryption.read(.octetString)
        guard vector.count == KeyCipher.blockByteCount else { throw .damaged("the initialization vector") }
    }

    /// Decrypts the key; nil when the padding shows that the passphrase is wrong.
    func decrypt(passphrase: [UInt8]) throws(KeyFileError) -> [UInt8]? {
        var key = [UInt8](repeating: 0, count: cipher.keyByteCount)
        let status = sallyport_pbkdf2(
            hashBits, passphrase, passphrase.count, salt, salt.count, rounds, &key, key.count)
        guard status == 0 else { throw .damaged("the options of PBKDF2") }
        return cipher.decrypt(content, key: key, vector: vector, stripsPadding: true)
    }

    /// SHA-1 when none is named (RFC 8018 appendix A.2).
    private static func hashBits(_ options: inout DERReader) throws(KeyFileError) -> Int32 {
        guard options.isNext(.sequence) else { return 160 }
        var function = try options.readSequence()
        switch try function.readObjectIdentifier() {
        case "1.2.840.113549.2.7": return 160
        case "1.2.840.113549.2.9": return 256
        case "1.2.840.113549.2.10": return 384
        case "1.2.840.113549.2.11": return 512
        case let other: throw .unsupportedEncryption("hash \(other)")
        }
    }
}

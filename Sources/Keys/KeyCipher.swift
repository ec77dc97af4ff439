import CCrypto

/// A cipher of encrypted key files.
enum KeyCipher: Hashable, Sendable {
    /// AES in counter mode, with a key of 16, 24 or 32 bytes.
    case counter(keyByteCount: Int)
    /// AES in cipher block chaining mode, with a key of 16, 24 or 32 bytes.
    case chained(keyByteCount: Int)

    /// The block size of AES, and the length of its initialization vectors, in bytes.
    static let blockByteCount = 16

    /// The cipher of an OpenSSH name such as `aes256-ctr`; nil if it is not read here.
    init?(openSSHName name: String) {
        switch name {
        case "aes128-ctr": self = .counter(keyByteCount: 16)
        case "aes192-ctr": self = .counter(keyByteCount: 24)
        case "aes256-ctr": self = .counter(keyByteCount: 32)
        case "aes128-cbc": self = .chained(keyByteCount: 16)
        case "aes192-cbc": self = .chained(keyByteCount: 24)
        case "aes256-cbc": self = .chained(keyByteCount: 32)
        default: return nil
        }
    }

    /// The cipher of a DEK-Info header such as `AES-128-CBC`; nil if it is not read here.
    init?(legacyName name: String) {
        switch name {
        case "AES-128-CBC": self = .chained(keyByteCount: 16)
        case "AES-192-CBC": self = .chained(keyByteCount: 24)
        case "AES-256-CBC": self = .chained(keyByteCount: 32)
        default: return nil
        }
    }

    /// The cipher of an object identifier (RFC 8018 appendix B.2.5); nil if it is not read here.
    init?(objectIdentifier: String) {
        switch objectIdentifier {
        case "2.16.840.1.101.3.4.1.2": self = .chained(keyByteCount: 16)
        case "2.16.840.1.101.3.4.1.22": self = .chained(keyByteCount: 24)
        case "2.16.840.1.101.3.4.1.42": self = .chained(keyByteCount: 32)
        default: return nil
        }
    }

    /// Bytes of its key.
    var keyByteCount: Int {
        switch self {
        case .counter(let count), .chained(let count): count
        }
    }

    /// Decrypts whole blocks. Nothing tells whether the key was right: the caller looks at what comes out.
    ///
    /// - Parameters:
    ///   - bytes: the encrypted bytes, a multiple of 16 and not none.
    ///   - key: of ``keyByteCount`` bytes.
    ///   - vector: 16 bytes; in counter mode the whole first counter.
    ///   - stripsPadding: whether PKCS #7 padding ends the text (chained mode only).
    /// - Returns: the plain text, or nil when a length or the padding is wrong.
    func decrypt(_ bytes: [UInt8], key: [UInt8], vector: [UInt8], stripsPadding: Bool) -> [UInt8]? {
        guard key.count == keyByteCount, vector.count == KeyCipher.blockByteCount, !bytes.isEmpty,
            bytes.count.isMultiple(of: KeyCipher.blockByteCount)
        else { return nil }
        var plain = [UInt8](repeating: 0, count: bytes.count)
        let count =
            switch self {
            case .counter:
                sallyport_aes_ctr_decrypt(key, key.count, vector, bytes, bytes.count, &plain)
            case .chained:
                sallyport_aes_cbc_decrypt(
                    key, key.count, vector, bytes, bytes.count, stripsPadding ? 1 : 0, &plain)
            }
        return count < 0 ? nil : Array(plain.prefix(count))
    }
}

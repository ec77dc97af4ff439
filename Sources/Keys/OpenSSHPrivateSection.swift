import TunnelModel

/// The private section of an OpenSSH key, in clear: two equal check numbers, the key, a comment, padding.
///
/// Source: OpenSSH's PROTOCOL.key section 3; the fields of each key type as in `sshkey_private_deserialize`.
struct OpenSSHPrivateSection {
    /// The key.
    let key: PrivateKey

    /// Reads a section.
    ///
    /// - Parameters:
    ///   - bytes: the whole section with its padding.
    ///   - algorithm: the key type that the public half in clear has.
    ///   - wasEncrypted: unequal check numbers then mean a wrong passphrase, else damage.
    /// - Throws: `wrongPassphrase`, `damaged`, or why the key inside is not usable.
    init(_ bytes: [UInt8], algorithm: String, wasEncrypted: Bool) throws(KeyFileError) {
        var reader = SSHWireReader(bytes)
        let (first, second) = try KeyFileError.reading("the check numbers") { () throws(SSHWireError) in
            (try reader.readUInt32(), try reader.readUInt32())
        }
        guard first == second else {
            throw wasEncrypted ? .wrongPassphrase : .damaged("the check numbers differ")
        }
        let name = try KeyFileError.reading("the key type") { () throws(SSHWireError) in try reader.readString() }
        // The name found here is never shown: with a damaged length it runs on into the secret.
        guard name == Array(algorithm.utf8) else { throw .mismatch }
        switch algorithm {
        case "ssh-ed25519": key = try OpenSSHPrivateSection.ed25519(&reader)
        case "ssh-rsa": key = try OpenSSHPrivateSection.rsa(&reader)
        default:
            guard let curve = EllipticCurve(algorithm: algorithm) else { throw .unsupportedAlgorithm(algorithm) }
            key = try OpenSSHPrivateSection.ecdsa(curve, &reader)
        }
        // The comment is for people, and nobody here shows it.
        _ = try KeyFileError.reading("the comment") { () throws(SSHWireError) in try reader.readString() }
        // The padding counts up from 1 and never fills a whole block.
        let padding = reader.remaining
        guard padding.count < KeyCipher.blockByteCount,
            padding.enumerated().allSatisfy({ Int($0.element) == $0.offset + 1 })
        else { throw .damaged("the padding after the key") }
    }

    private static func ed25519(_ reader: inout SSHWireReader) throws(KeyFileError) -> PrivateKey {
        let (point, pair) = try KeyFileError.reading("the Ed25519 key") { () throws(SSHWireError) in
            (try reader.readString(), try reader.readString())
        }
        guard point.count == 32, pair.count == 64 else { throw .damaged("the length of the Ed25519 key") }
        let key = try PrivateKey(ed25519Seed: Array(pair.prefix(32)))
        guard pair.suffix(32) == point[...], key.publicKey.blob.suffix(32) == point[...] else { throw .mismatch }
        return key
    }

    private static func ecdsa(
        _ curve: EllipticCurve, _ reader: inout SSHWireReader
    ) throws(KeyFileError) -> PrivateKey {
        let (name, point, number) = try KeyFileError.reading("the ECDSA key") { () throws(SSHWireError) in
            (try reader.readString(), try reader.readString(), try reader.readMPInt())
        }
        guard name == Array(curve.rawValue.utf8) else { throw .mismatch }
        let key = try PrivateKey(curve: curve, number: number)
        guard key.publicKey.blob.suffix(point.count) == point[...] else { throw .mismatch }
        return key
    }

    private static func rsa(_ reader: inout SSHWireReader) throws(KeyFileError) -> PrivateKey {
        let numbers = try KeyFileError.reading("the RSA key") { () throws(SSHWireError) in
            // n, e, d, the inverse of q, p, q. The inverse is worked out again.
            let (modulus, exponent, secret) = (
                try reader.readMPInt(), try reader.readMPInt(), try reader.readMPInt()
            )
            _ = try reader.readMPInt()
            return RSANumbers(
                modulus: modulus, publicExponent: exponent, privateExponent: secret,
                primes: (try reader.readMPInt(), try reader.readMPInt()))
        }
        return try PrivateKey(rsa: numbers)
    }
}

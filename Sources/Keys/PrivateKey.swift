import CCrypto
package import TunnelModel

/// A private key that can sign SSH user authentication.
///
/// It prints a mask. Swift cannot wipe the memory of values that it has moved; what libcrypto makes of them lasts for
/// one call and is wiped at its end.
package struct PrivateKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The secret numbers. Each has been used once already, to derive or check the public half.
    enum Signer: Sendable {
        /// 32 bytes.
        case ed25519(seed: [UInt8])
        /// As many bytes as the curve's numbers have.
        case ecdsa(EllipticCurve, number: [UInt8])
        case rsa(RSANumbers)
    }

    /// The public half, derived from the private one.
    package let publicKey: PublicKey

    let signer: Signer

    /// An Ed25519 key from its 32-byte seed (RFC 8032 section 5.1.5).
    init(ed25519Seed seed: [UInt8]) throws(KeyFileError) {
        guard seed.count == 32 else { throw .damaged("the Ed25519 seed is not 32 bytes long") }
        var point = [UInt8](repeating: 0, count: 32)
        guard sallyport_ed25519_public(seed, &point) == 0 else { throw .damaged("the Ed25519 seed") }
        var blob = SSHWireWriter()
        blob.write(string: "ssh-ed25519".utf8)
        blob.write(string: point)
        signer = .ed25519(seed: seed)
        publicKey = try PrivateKey.publicKey(blob)
    }

    /// An ECDSA key from its private number, most significant byte first.
    init(curve: EllipticCurve, number: [UInt8]) throws(KeyFileError) {
        let digits = number.drop { $0 == 0 }
        guard digits.count <= curve.byteCount else { throw .damaged("the private number is too long for \(curve)") }
        let padded = [UInt8](repeating: 0, count: curve.byteCount - digits.count) + digits
        var point = [UInt8](repeating: 0, count: 1 + 2 * curve.byteCount)
        guard sallyport_ecdsa_public(curve.bits, padded, &point) == 0 else {
            throw .damaged("the private number does not belong to \(curve)")
        }
        signer = .ecdsa(curve, number: padded)
        var blob = SSHWireWriter()
        blob.write(string: curve.algorithm.utf8)
        blob.write(string: curve.rawValue.utf8)
        blob.write(string: point)
        publicKey = try PrivateKey.publicKey(blob)
    }

    /// An RSA key from its numbers, which are checked against each other.
    init(rsa numbers: RSANumbers) throws(KeyFileError) {
        try numbers.checkSizes()
        guard sallyport_rsa_check(numbers.bytes, numbers.sizes) == 0 else { throw .mismatch }
        signer = .rsa(numbers)
        var blob = SSHWireWriter()
        blob.write(string: "ssh-rsa".utf8)
        blob.write(mpint: numbers.publicExponent)
        blob.write(mpint: numbers.modulus)
        publicKey = try PrivateKey.publicKey(blob)
    }

    private static func publicKey(_ writer: SSHWireWriter) throws(KeyFileError) -> PublicKey {
        guard let key = PublicKey(blob: writer.bytes), key.isWellFormed else { throw .damaged("the public key") }
        return key
    }

    /// The kind of key and a mask.
    package var description: String { "<private key \(publicKey.algorithm)>" }

    /// The same mask.
    package var debugDescription: String { description }

    /// A mirror without children, so that `dump` shows the mask too.
    package var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}

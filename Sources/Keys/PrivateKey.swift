import Crypto
import CryptoExtras
import FoundationEssentials
package import TunnelModel

/// A private key that can sign SSH user authentication.
///
/// It prints a mask. Swift cannot wipe the memory of values that it has moved; what the cryptographic library holds
/// is wiped by it when the last copy goes.
package struct PrivateKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The keys that swift-crypto signs with.
    enum Signer: Sendable {
        case ed25519(Curve25519.Signing.PrivateKey)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey)
    }

    /// The public half, derived from the private one.
    package let publicKey: PublicKey

    let signer: Signer

    /// An Ed25519 key from its 32-byte seed (RFC 8032 section 5.1.5).
    init(ed25519Seed seed: [UInt8]) throws(KeyFileError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw .damaged("the Ed25519 seed is not 32 bytes long")
        }
        var blob = SSHWireWriter()
        blob.write(string: "ssh-ed25519".utf8)
        blob.write(string: key.publicKey.rawRepresentation)
        signer = .ed25519(key)
        publicKey = try PrivateKey.publicKey(blob)
    }

    /// An ECDSA key from its private number, most significant byte first.
    init(curve: EllipticCurve, number: [UInt8]) throws(KeyFileError) {
        let digits = number.drop { $0 == 0 }
        guard digits.count <= curve.byteCount else { throw .damaged("the private number is too long for \(curve)") }
        let padded = [UInt8](repeating: 0, count: curve.byteCount - digits.count) + digits
        let point: Data
        do {
            switch curve {
            case .p256:
                let key = try P256.Signing.PrivateKey(rawRepresentation: padded)
                (signer, point) = (.p256(key), key.publicKey.x963Representation)
            case .p384:
                let key = try P384.Signing.PrivateKey(rawRepresentation: padded)
                (signer, point) = (.p384(key), key.publicKey.x963Representation)
            case .p521:
                let key = try P521.Signing.PrivateKey(rawRepresentation: padded)
                (signer, point) = (.p521(key), key.publicKey.x963Representation)
            }
        } catch {
            throw .damaged("the private number does not belong to \(curve)")
        }
        var blob = SSHWireWriter()
        blob.write(string: curve.algorithm.utf8)
        blob.write(string: curve.rawValue.utf8)
        blob.write(string: point)
        publicKey = try PrivateKey.publicKey(blob)
    }

    /// An RSA key from its numbers, which are checked against each other.
    init(rsa numbers: RSANumbers) throws(KeyFileError) {
        try numbers.checkSizes()
        do {
            signer = .rsa(
                try _RSA.Signing.PrivateKey(
                    n: numbers.modulus, e: numbers.publicExponent, d: numbers.privateExponent,
                    p: numbers.primes.0, q: numbers.primes.1))
        } catch {
            throw .mismatch
        }
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

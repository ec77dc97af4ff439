import Crypto
import CryptoExtras
import FoundationEssentials
import TunnelModel

extension PrivateKey {
    /// The signature algorithms that the key can make, the best first.
    ///
    /// RSA: `rsa-sha2-512`, `rsa-sha2-256` (RFC 8332); never `ssh-rsa`, which is SHA-1. Others: the key's own name.
    package var signatureAlgorithms: [String] {
        if case .rsa = signer { return ["rsa-sha2-512", "rsa-sha2-256"] }
        return [publicKey.algorithm]
    }

    /// Signs data, and gives the **inner** signature: what stands in the second string of SSH's signature format.
    ///
    /// Ed25519: 64 bytes (RFC 8709 section 6). ECDSA: mpint r, mpint s (RFC 5656 section 3.1.2). RSA: the PKCS #1
    /// v1.5 signature, as long as the modulus (RFC 8332 section 3). This is what libssh2's sign callback wants.
    ///
    /// - Parameters:
    ///   - data: the bytes to sign; they are hashed here.
    ///   - algorithm: one of ``signatureAlgorithms``.
    /// - Returns: the inner signature.
    /// - Throws: `unsuitable` for any other algorithm, `signingFailed` when the library refuses.
    package func sign(_ data: [UInt8], algorithm: String) throws(KeyFileError) -> [UInt8] {
        guard signatureAlgorithms.contains(algorithm) else {
            throw .unsuitable(algorithm: KeyFileError.printable(algorithm.utf8), key: publicKey.algorithm)
        }
        do {
            switch signer {
            case .ed25519(let key): return Array(try key.signature(for: data))
            case .p256(let key): return PrivateKey.pair(try key.signature(for: data).rawRepresentation)
            case .p384(let key): return PrivateKey.pair(try key.signature(for: data).rawRepresentation)
            case .p521(let key): return PrivateKey.pair(try key.signature(for: data).rawRepresentation)
            case .rsa(let key):
                // Both branches are the padding of RFC 8332; swift-crypto calls it insecure for new protocols.
                let signature =
                    algorithm == "rsa-sha2-512"
                    ? try key.signature(for: SHA512.hash(data: data), padding: .insecurePKCS1v1_5)
                    : try key.signature(for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)
                return Array(signature.rawRepresentation)
            }
        } catch {
            throw .signingFailed
        }
    }

    /// The public key blob to offer for authentication with an algorithm.
    ///
    /// For RSA the first string is replaced by the algorithm, because libssh2 1.10 takes the method's name from the
    /// blob and would else ask for SHA-1 (OpenSSH's sshd accepts it). For other keys the blob is unchanged.
    ///
    /// - Throws: `unsuitable` when the key cannot sign with the algorithm.
    package func authenticationBlob(algorithm: String) throws(KeyFileError) -> [UInt8] {
        guard signatureAlgorithms.contains(algorithm) else {
            throw .unsuitable(algorithm: KeyFileError.printable(algorithm.utf8), key: publicKey.algorithm)
        }
        guard case .rsa = signer else { return publicKey.blob }
        var renamed = SSHWireWriter()
        renamed.write(string: algorithm.utf8)
        return renamed.bytes + publicKey.blob.dropFirst(4 + publicKey.algorithm.utf8.count)
    }

    /// Both halves of a raw ECDSA signature as mpints.
    private static func pair(_ signature: Data) -> [UInt8] {
        var writer = SSHWireWriter()
        writer.write(mpint: Array(signature.prefix(signature.count / 2)))
        writer.write(mpint: Array(signature.suffix(signature.count / 2)))
        return writer.bytes
    }
}

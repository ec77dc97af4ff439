import CCrypto
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
    /// - Throws: `unsuitable` for any other algorithm, `signingFailed` when libcrypto refuses.
    package func sign(_ data: [UInt8], algorithm: String) throws(KeyFileError) -> [UInt8] {
        guard signatureAlgorithms.contains(algorithm) else {
            throw .unsuitable(algorithm: KeyFileError.printable(algorithm.utf8), key: publicKey.algorithm)
        }
        var signature: [UInt8]
        let status: Int32
        switch signer {
        case .ed25519(let seed):
            signature = [UInt8](repeating: 0, count: 64)
            status = sallyport_ed25519_sign(seed, data, data.count, &signature)
        case .ecdsa(let curve, let number):
            signature = [UInt8](repeating: 0, count: 2 * curve.byteCount)
            status = sallyport_ecdsa_sign(curve.bits, number, data, data.count, &signature)
            signature = PrivateKey.pair(signature)
        case .rsa(let numbers):
            let hashBits: Int32 = algorithm == "rsa-sha2-512" ? 512 : 256
            signature = [UInt8](repeating: 0, count: numbers.modulus.count)
            status = sallyport_rsa_sign(
                numbers.bytes, numbers.sizes, hashBits, data, data.count, &signature)
        }
        guard status == 0 else { throw .signingFailed }
        return signature
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
    private static func pair(_ signature: [UInt8]) -> [UInt8] {
        var writer = SSHWireWriter()
        writer.write(mpint: Array(signature.prefix(signature.count / 2)))
        writer.write(mpint: Array(signature.suffix(signature.count / 2)))
        return writer.bytes
    }
}

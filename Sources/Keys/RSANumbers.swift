/// The numbers of an RSA private key, as unsigned bytes, most significant first, without leading zeros.
struct RSANumbers: Sendable {
    /// The modulus n.
    let modulus: [UInt8]
    /// The public exponent e.
    let publicExponent: [UInt8]
    /// The private exponent d.
    let privateExponent: [UInt8]
    /// The prime factors p and q.
    let primes: ([UInt8], [UInt8])

    /// All numbers behind each other, as CCrypto takes them: n, e, d, p, q.
    var bytes: [UInt8] { modulus + publicExponent + privateExponent + primes.0 + primes.1 }

    /// How many bytes of ``bytes`` each number has.
    var sizes: [Int] {
        [modulus.count, publicExponent.count, privateExponent.count, primes.0.count, primes.1.count]
    }

    /// Bits of the modulus.
    var bits: Int { RSANumbers.bits(of: modulus) }

    /// Checks the sizes, before the numbers reach the arithmetic of the cryptographic library.
    ///
    /// - Throws: `modulusSize` outside of 1024 to 16384 bits (ssh's default RequiredRSASize, OpenSSL's limit);
    ///   `mismatch` when the other numbers cannot fit the modulus.
    func checkSizes() throws(KeyFileError) {
        guard (1024...16384).contains(bits) else { throw .modulusSize(bits: bits) }
        let primeBits = [primes.0, primes.1].map(RSANumbers.bits(of:))
        guard primeBits.allSatisfy({ $0 >= bits / 4 && $0 <= bits }), primes.0 != primes.1,
            (2...64).contains(RSANumbers.bits(of: publicExponent)),
            RSANumbers.bits(of: privateExponent) <= bits, !privateExponent.isEmpty
        else { throw .mismatch }
    }

    private static func bits(of number: [UInt8]) -> Int {
        number.count * 8 - (number.first?.leadingZeroBitCount ?? 0)
    }
}

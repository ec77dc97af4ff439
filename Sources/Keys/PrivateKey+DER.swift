import TunnelModel

extension PrivateKey {
    /// An RSA key from its PKCS #1 form (RFC 8017 appendix A.1.2).
    init(pkcs1 bytes: [UInt8]) throws(KeyFileError) {
        var outer = DERReader(bytes)
        var reader = try outer.readSequence()
        try outer.finish()
        guard try reader.readSmallInteger() == 0 else { throw .damaged("an unknown version of an RSA key") }
        let (modulus, exponent, secret) = (
            try reader.readInteger(), try reader.readInteger(), try reader.readInteger()
        )
        let primes = (try reader.readInteger(), try reader.readInteger())
        // What follows, d mod (p-1), d mod (q-1) and the inverse of q, is worked out again.
        for _ in 0..<3 { _ = try reader.readInteger() }
        try reader.finish()
        try self.init(
            rsa: RSANumbers(
                modulus: modulus, publicExponent: exponent, privateExponent: secret, primes: primes))
    }

    /// An ECDSA key from its SEC 1 form (RFC 5915 section 3).
    ///
    /// - Parameters:
    ///   - bytes: the whole form, nothing after it.
    ///   - curve: the curve if the surroundings name it; else it must be inside.
    /// - Throws: `damaged`, `unsupportedAlgorithm` for another curve, `mismatch` when two parts disagree.
    init(sec1 bytes: [UInt8], curve: EllipticCurve? = nil) throws(KeyFileError) {
        var outer = DERReader(bytes)
        var reader = try outer.readSequence()
        try outer.finish()
        guard try reader.readSmallInteger() == 1 else { throw .damaged("an unknown version of an EC key") }
        let number = try reader.read(.octetString)
        var named = curve
        if reader.isNext(.context0) {
            var parameters = DERReader(try reader.read(.context0))
            let inner = try PrivateKey.curve(parameters.readObjectIdentifier())
            guard curve == nil || curve == inner else { throw .mismatch }
            named = inner
        }
        guard let named else { throw .damaged("the EC key names no curve") }
        var point: [UInt8]?
        if reader.isNext(.context1) {
            var field = DERReader(try reader.read(.context1))
            point = Array(try field.read(.bitString).dropFirst())
        }
        try reader.finish()
        try self.init(curve: named, number: number)
        // A point in compressed form (RFC 5480 section 2.2) is not compared.
        if let point, point.first == 0x04, publicKey.blob.suffix(point.count) != point[...] { throw .mismatch }
    }

    /// A key of any kind from its PKCS #8 form (RFC 5208 section 5; RFC 8410 for Ed25519).
    init(pkcs8 bytes: [UInt8]) throws(KeyFileError) {
        var outer = DERReader(bytes)
        var reader = try outer.readSequence()
        try outer.finish()
        guard try reader.readSmallInteger() <= 1 else { throw .damaged("an unknown version of PKCS #8") }
        var algorithm = try reader.readSequence()
        // Attributes and a public key may follow; they are not needed.
        let content = try reader.read(.octetString)
        switch try algorithm.readObjectIdentifier() {
        case "1.2.840.113549.1.1.1":
            try self.init(pkcs1: content)
        case "1.2.840.10045.2.1":
            try self.init(sec1: content, curve: PrivateKey.curve(algorithm.readObjectIdentifier()))
        case "1.3.101.112":
            var inner = DERReader(content)
            try self.init(ed25519Seed: inner.read(.octetString))
        case "1.2.840.10040.4.1":
            throw .unsupportedAlgorithm("DSA")
        case let other:
            throw .unsupportedAlgorithm(other)
        }
    }

    private static func curve(_ identifier: String) throws(KeyFileError) -> EllipticCurve {
        guard let curve = EllipticCurve(objectIdentifier: identifier) else {
            throw .unsupportedAlgorithm("EC \(identifier)")
        }
        return curve
    }
}

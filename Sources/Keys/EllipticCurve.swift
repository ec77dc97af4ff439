/// The NIST curves that SSH signs with (RFC 5656 section 10.1).
enum EllipticCurve: String, CaseIterable, Sendable {
    case p256 = "nistp256"
    case p384 = "nistp384"
    case p521 = "nistp521"

    /// The SSH name of its keys and signatures.
    var algorithm: String { "ecdsa-sha2-\(rawValue)" }

    /// Bits of a coordinate, which name the curve to CCrypto.
    var bits: Int32 {
        switch self {
        case .p256: 256
        case .p384: 384
        case .p521: 521
        }
    }

    /// Bytes of a private number, of a coordinate, and of each half of a signature.
    var byteCount: Int {
        switch self {
        case .p256: 32
        case .p384: 48
        case .p521: 66
        }
    }

    /// Its object identifier (RFC 5480 section 2.1.1.1).
    var objectIdentifier: String {
        switch self {
        case .p256: "1.2.840.10045.3.1.7"
        case .p384: "1.3.132.0.34"
        case .p521: "1.3.132.0.35"
        }
    }

    /// The curve of an SSH key type.
    init?(algorithm: String) {
        guard let curve = EllipticCurve.allCases.first(where: { $0.algorithm == algorithm }) else { return nil }
        self = curve
    }

    /// The curve of an object identifier.
    init?(objectIdentifier: String) {
        guard let curve = EllipticCurve.allCases.first(where: { $0.objectIdentifier == objectIdentifier }) else {
            return nil
        }
        self = curve
    }
}

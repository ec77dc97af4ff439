import Crypto
import CryptoExtras
import Foundation
import TunnelModel

/// Verifies inner SSH signatures with swift-crypto, from nothing but the public key blob.
struct SignatureCheck {
    var blob: [UInt8]

    func accepts(_ signature: [UInt8], of data: [UInt8], algorithm: String) throws -> Bool {
        var reader = SSHWireReader(blob)
        _ = try reader.readString()
        switch algorithm {
        case "ssh-ed25519":
            let key = try Curve25519.Signing.PublicKey(rawRepresentation: reader.readString())
            return key.isValidSignature(signature, for: data)
        case "rsa-sha2-256", "rsa-sha2-512":
            let exponent = try reader.readMPInt()
            let key = try _RSA.Signing.PublicKey(n: reader.readMPInt(), e: exponent)
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return algorithm == "rsa-sha2-512"
                ? key.isValidSignature(signature, for: SHA512.hash(data: data), padding: .insecurePKCS1v1_5)
                : key.isValidSignature(signature, for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5)
        default:
            _ = try reader.readString()
            return try acceptsECDSA(signature, of: data, algorithm: algorithm, point: reader.readString())
        }
    }

    private func acceptsECDSA(
        _ signature: [UInt8], of data: [UInt8], algorithm: String, point: [UInt8]
    ) throws -> Bool {
        var reader = SSHWireReader(signature)
        let size = algorithm.hasSuffix("256") ? 32 : algorithm.hasSuffix("384") ? 48 : 66
        let halves = [try reader.readMPInt(), try reader.readMPInt()]
        let raw = halves.flatMap { [UInt8](repeating: 0, count: size - $0.count) + $0 }
        guard reader.isAtEnd else { return false }
        switch size {
        case 32:
            let key = try P256.Signing.PublicKey(x963Representation: point)
            return key.isValidSignature(try P256.Signing.ECDSASignature(rawRepresentation: raw), for: data)
        case 48:
            let key = try P384.Signing.PublicKey(x963Representation: point)
            return key.isValidSignature(try P384.Signing.ECDSASignature(rawRepresentation: raw), for: data)
        default:
            let key = try P521.Signing.PublicKey(x963Representation: point)
            return key.isValidSignature(try P521.Signing.ECDSASignature(rawRepresentation: raw), for: data)
        }
    }
}

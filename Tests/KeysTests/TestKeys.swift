import Foundation
import Testing
import TunnelModel

@testable import Keys

/// The throw-away keys of the repository's `keys` folder.
enum TestKeys {
    static let passphrase = Secret("sallyport")

    static let plain = [
        "ed25519", "ecdsa256", "ecdsa384", "ecdsa521", "rsa2048", "rsa3072",
        "rsa2048_pem", "ecdsa256_pem", "ecdsa384_pem", "ecdsa521_pem",
        "rsa2048_pkcs8", "ecdsa256_pkcs8", "ecdsa384_pkcs8", "ecdsa521_pkcs8",
        "host_ed25519", "host_ed25519_other", "host_ecdsa", "host_rsa",
    ]

    /// Encrypted keys whose public half can be read without the passphrase.
    static let encryptedOpenSSH = [
        "ed25519_encrypted", "ecdsa256_encrypted", "ecdsa384_encrypted", "ecdsa521_encrypted",
        "rsa2048_encrypted", "rsa3072_encrypted", "ed25519_aes128-ctr", "ed25519_aes192-ctr",
        "ed25519_aes128-cbc", "ed25519_aes192-cbc", "ed25519_aes256-cbc",
    ]

    /// Encrypted keys in the older containers.
    static let encryptedPEM = [
        "rsa2048_pem_encrypted", "ecdsa256_pem_encrypted", "ecdsa384_pem_encrypted", "ecdsa521_pem_encrypted",
        "rsa2048_pkcs8_encrypted",
    ]

    static let usable = plain + encryptedOpenSSH + encryptedPEM

    /// One of each kind of signature.
    static let signing = ["ed25519", "ecdsa256", "ecdsa384", "ecdsa521", "rsa2048", "rsa3072"]

    static func url(_ name: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(components: "keys", name)
    }

    static func text(_ name: String) throws -> String {
        try String(contentsOf: url(name), encoding: .utf8)
    }

    static func publicKey(_ name: String) throws -> PublicKey? {
        PublicKey(text: try text(name + ".pub"))
    }

    static func unlock(_ name: String) throws -> PrivateKey {
        try PrivateKeyFile(text(name)).unlock(passphrase: passphrase)
    }

    /// Bytes from their hex digits.
    static func bytes(hex: String) throws -> [UInt8] {
        let digits = Array(hex)
        return try stride(from: 0, to: digits.count, by: 2).map { index in
            try #require(UInt8(String(digits[index...(index + 1)]), radix: 16))
        }
    }

    /// The label and the decoded body of a key without headers.
    static func body(_ name: String) throws -> (label: String, bytes: [UInt8]) {
        let lines = try text(name).split(separator: "\n")
        let label = lines.first.map { $0.dropFirst("-----BEGIN ".count).dropLast(5) } ?? ""
        return (String(label), Base64.decode(lines.dropFirst().dropLast().joined()) ?? [])
    }

    /// A body in its armour.
    static func armoured(_ label: String, _ bytes: [UInt8]) -> String {
        "-----BEGIN \(label)-----\n\(Base64.encode(bytes))\n-----END \(label)-----\n"
    }
}

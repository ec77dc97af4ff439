/// A public key in SSH's wire form (RFC 4253 section 6.6): an algorithm name and the bytes that carry it.
///
/// Two keys are equal when their bytes are.
public struct PublicKey: Sendable, Hashable, CustomStringConvertible {
    /// The key's algorithm, the first string of the blob, such as `ssh-ed25519`. For RSA always `ssh-rsa`.
    public let algorithm: String
    /// The whole key in wire form, algorithm name included.
    public let blob: [UInt8]

    /// Takes a key in wire form; nil if it does not start with an algorithm name of 1–64 printable characters.
    ///
    /// The rest is not looked at: keys of unknown algorithms are fine.
    public init?(blob: [UInt8]) {
        var reader = SSHWireReader(blob)
        guard let name = try? reader.readString(), (1...64).contains(name.count),
            name.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        algorithm = String(decoding: name, as: UTF8.self)
        self.blob = blob
    }

    /// Reads the text form `ssh-ed25519 AAAA… [comment]`; nil unless the name and the blob agree.
    public init?(text: String) {
        let words = text.utf8.split(whereSeparator: { " \t\r\n".utf8.contains($0) })
        guard words.count >= 2, let blob = Base64.decode(String(decoding: words[1], as: UTF8.self)),
            let key = PublicKey(blob: blob), key.algorithm.utf8.elementsEqual(words[0])
        else { return nil }
        self = key
    }

    /// The blob as padded base64, the second word of a `.pub` file.
    public var base64: String { Base64.encode(blob) }

    /// The text form without a comment: algorithm, a blank, base64.
    public var description: String { "\(algorithm) \(base64)" }

    /// The SHA-256 fingerprint.
    public var fingerprint: KeyFingerprint { KeyFingerprint(of: self) }

    /// ssh's word for the key's type in messages: `ED25519`, `ECDSA`, `RSA`, `DSA`, `ED25519-SK`, `ECDSA-SK`; the
    /// algorithm itself if it is none of these (sshkey.c, `sshkey_type`).
    public var displayType: String {
        switch algorithm {
        case "ssh-ed25519": "ED25519"
        case "ssh-rsa": "RSA"
        case "ssh-dss": "DSA"
        case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521": "ECDSA"
        case "sk-ssh-ed25519@openssh.com": "ED25519-SK"
        case "sk-ecdsa-sha2-nistp256@openssh.com": "ECDSA-SK"
        default: algorithm
        }
    }
}

extension PublicKey {
    /// Whether the algorithm is one that we know and the blob has exactly that algorithm's fields.
    ///
    /// Sources: RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4, OpenSSH PROTOCOL.u2f.
    package var isWellFormed: Bool {
        var reader = SSHWireReader(blob)
        do {
            _ = try reader.readString()
            switch algorithm {
            case "ssh-ed25519", "sk-ssh-ed25519@openssh.com":
                guard try reader.readString().count == 32 else { return false }
            case "ssh-rsa":
                for _ in 0..<2 { guard try !reader.readMPInt().isEmpty else { return false } }
            case "ssh-dss":
                for _ in 0..<4 { guard try !reader.readMPInt().isEmpty else { return false } }
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521":
                guard try algorithm.utf8.elementsEqual("ecdsa-sha2-".utf8 + reader.readString()) else { return false }
                guard try !reader.readString().isEmpty else { return false }
            case "sk-ecdsa-sha2-nistp256@openssh.com":
                guard try reader.readString().elementsEqual("nistp256".utf8) else { return false }
                guard try !reader.readString().isEmpty else { return false }
            default:
                return false
            }
            if algorithm.hasPrefix("sk-") { _ = try reader.readString() }
            return reader.isAtEnd
        } catch {
            return false
        }
    }
}

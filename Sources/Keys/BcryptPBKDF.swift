import CCrypto

/// The key derivation of encrypted OpenSSH keys: PBKDF2's idea over bcrypt.
///
/// Source: OpenSSH's `openbsd-compat/bcrypt_pbkdf.c` and PROTOCOL.key. It differs from PBKDF2 in that the output
/// bytes of each block are spread over the whole key, so that no part of the key comes cheaper than the whole.
package enum BcryptPBKDF {
    /// Bytes that one bcrypt hash gives.
    private static let blockSize = 32

    /// Derives a key. Costs about 4 ms of a desktop's core for every round and every 32 bytes begun.
    ///
    /// - Parameters:
    ///   - passphrase: at least one byte.
    ///   - salt: at least one byte; OpenSSH writes 16.
    ///   - rounds: at least one; OpenSSH's default is 16. The caller bounds it, as it comes from a file.
    ///   - byteCount: 1 to 1024.
    /// - Returns: the key, or nil when an argument is out of bounds.
    package static func derive(passphrase: [UInt8], salt: [UInt8], rounds: Int, byteCount: Int) -> [UInt8]? {
        guard !passphrase.isEmpty, !salt.isEmpty, rounds >= 1, (1...1024).contains(byteCount) else { return nil }
        let blocks = (byteCount + blockSize - 1) / blockSize
        let bytesPerBlock = (byteCount + blocks - 1) / blocks
        let key = material(hashing: passphrase)
        var derived = [UInt8](repeating: 0, count: byteCount)
        for block in 0..<blocks {
            let counter = UInt32(block + 1)
            let numberedSalt = salt + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: counter >> $0) }
            var hash = bcryptHash(key: key, salt: material(hashing: numberedSalt))
            var sum = hash
            for _ in 1..<rounds {
                hash = bcryptHash(key: key, salt: material(hashing: hash))
                for index in sum.indices {
                    sum[index] ^= hash[index]
                }
            }
            // Byte i of block b is byte i · blocks + b of the key.
            for (index, byte) in sum.prefix(bytesPerBlock).enumerated() where index * blocks + block < byteCount {
                derived[index * blocks + block] = byte
            }
        }
        return derived
    }

    /// One bcrypt hash with a cost of 2^6: 32 bytes, the words little-endian.
    private static func bcryptHash(key: Blowfish.Material, salt: Blowfish.Material) -> [UInt8] {
        let noSalt = Blowfish.Material(repeating: 0)
        var cipher = Blowfish()
        cipher.expand(key: key, salt: salt)
        for _ in 0..<64 {
            cipher.expand(key: salt, salt: noSalt)
            cipher.expand(key: key, salt: noSalt)
        }
        // The text is part of the definition. Each of its blocks is encrypted 64 times.
        let text = words("OxychromaticBlowfishSwatDynamite".utf8)
        var hash: [UInt8] = []
        hash.reserveCapacity(blockSize)
        for index in stride(from: 0, to: text.count, by: 2) {
            var block = (text[index], text[index + 1])
            for _ in 0..<64 {
                block = cipher.encrypt(block)
            }
            for word in [block.0, block.1] {
                hash += [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: word >> $0) }
            }
        }
        return hash
    }

    /// The 64 bytes of the SHA-512 of some bytes, as Blowfish takes them.
    private static func material(hashing bytes: [UInt8]) -> Blowfish.Material {
        var digest = [UInt8](repeating: 0, count: 64)
        let status = sallyport_sha512(bytes, bytes.count, &digest)
        // No input can cause it, and a key made from zeros would look like a wrong passphrase.
        precondition(status == 0, "libcrypto gives no SHA-512: look at its configuration, openssl.cnf")
        let words = words(digest)
        return Blowfish.Material { words[$0] }
    }

    /// Bytes as big-endian words; a part of a word at the end is left out.
    private static func words(_ bytes: some Sequence<UInt8>) -> [UInt32] {
        var words: [UInt32] = []
        var word: UInt32 = 0
        for (index, byte) in bytes.enumerated() {
            word = word << 8 | UInt32(byte)
            if index % 4 == 3 { words.append(word) }
        }
        return words
    }
}

import CCrypto

/// A SHA-256 that grows with the bytes it is shown, for comparing both ends of a transfer without keeping them.
package struct Digest256 {
    private var state = DigestState()
    /// How many bytes it has seen.
    package private(set) var count = 0

    /// A digest of nothing yet.
    package init() {}

    /// Shows it the next bytes of the stream.
    package mutating func update(_ bytes: [UInt8]) {
        // A copy of this value must keep its own course.
        if !isKnownUniquelyReferenced(&state) { state = DigestState(copying: state) }
        state.update(bytes)
        count += bytes.count
    }

    /// The digest of all bytes so far, in lower-case hex.
    package var hex: String {
        state.bytes.map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }

    /// The digest of `bytes`, in lower-case hex.
    package static func hex(of bytes: [UInt8]) -> String {
        var digest = Digest256()
        digest.update(bytes)
        return digest.hex
    }

    /// The digest of the first `count` bytes that `SeededBytes(seed:)` makes.
    package static func hex(seed: UInt64, count: Int) -> String {
        var source = SeededBytes(seed: seed)
        var digest = Digest256()
        while digest.count < count { digest.update(source.next(min(65_536, count - digest.count))) }
        return digest.hex
    }
}

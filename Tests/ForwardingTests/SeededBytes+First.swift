import TestSupport

extension SeededBytes {
    /// The first bytes of the stream that belongs to `seed`.
    static func first(_ count: Int, seed: UInt64) -> [UInt8] {
        var source = SeededBytes(seed: seed)
        return source.next(count)
    }
}

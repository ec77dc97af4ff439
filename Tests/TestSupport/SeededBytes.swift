/// Bytes that look random, do not compress, and are the same for the same seed on every machine (SplitMix64).
///
/// However the stream is cut into `next` calls, its bytes stay the same.
package struct SeededBytes: Sendable {
    private var state: UInt64
    private var rest: [UInt8] = []

    /// The stream that belongs to `seed`.
    package init(seed: UInt64) {
        state = seed
    }

    /// The next `count` bytes of the stream.
    package mutating func next(_ count: Int) -> [UInt8] {
        let old = rest.prefix(count)
        rest.removeFirst(old.count)
        let words = (count - old.count + 7) / 8
        let fresh = [UInt8](unsafeUninitializedCapacity: words * 8) { buffer, filled in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            for index in 0..<words {
                raw.storeBytes(of: word().littleEndian, toByteOffset: index * 8, as: UInt64.self)
            }
            filled = words * 8
        }
        let taken = count - old.count
        rest.append(contentsOf: fresh[taken...])
        return old.isEmpty && taken == fresh.count ? fresh : Array(old + fresh[..<taken])
    }

    private mutating func word() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

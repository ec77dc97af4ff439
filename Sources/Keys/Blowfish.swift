/// The Blowfish cipher with the salted key schedule of bcrypt.
///
/// Only what bcrypt needs: a schedule mixed from a 64-byte key and a 64-byte salt, and encryption of one block.
/// The schedule lives in inline arrays and is worked on through spans of them: their sizes are constants and every
/// index into the boxes is cut to size, so the compiler drops the bounds checks of the inner loop. Subscripts of the
/// inline arrays themselves would copy all 4 KiB at each look-up (measured with Swift 6.3: 100 times slower).
struct Blowfish: ~Copyable {
    /// Sixteen words of key or salt, big-endian in the bytes that they come from.
    typealias Material = InlineArray<16, UInt32>

    /// Subkeys and boxes before any key: the fraction of pi. Computed once, at the first use.
    private static let fraction = PiFraction.words(18 + 4 * 256)

    private var subkeys: InlineArray<18, UInt32>
    private var boxes: InlineArray<1024, UInt32>

    /// The cipher before any key.
    init() {
        let fraction = Blowfish.fraction
        subkeys = InlineArray { fraction[$0] }
        boxes = InlineArray { fraction[18 + $0] }
    }

    /// Mixes a key, and a salt of its own or all zeros, into the schedule.
    mutating func expand(key: Material, salt: Material) {
        var subkeys = subkeys.mutableSpan
        var boxes = boxes.mutableSpan
        for index in 0..<18 {
            subkeys[index] ^= key[index & 15]
        }
        var block: (UInt32, UInt32) = (0, 0)
        var position = 0
        for index in stride(from: 0, to: 18, by: 2) {
            block.0 ^= salt[position & 15]
            block.1 ^= salt[(position &+ 1) & 15]
            position &+= 2
            block = Blowfish.encrypt(block, subkeys: subkeys.span, boxes: boxes.span)
            subkeys[index] = block.0
            subkeys[index &+ 1] = block.1
        }
        for index in stride(from: 0, to: 1024, by: 2) {
            block.0 ^= salt[position & 15]
            block.1 ^= salt[(position &+ 1) & 15]
            position &+= 2
            block = Blowfish.encrypt(block, subkeys: subkeys.span, boxes: boxes.span)
            boxes[index] = block.0
            boxes[index &+ 1] = block.1
        }
    }

    /// Encrypts one block, its left and right word.
    func encrypt(_ block: (UInt32, UInt32)) -> (UInt32, UInt32) {
        Blowfish.encrypt(block, subkeys: subkeys.span, boxes: boxes.span)
    }

    @inline(__always)
    private static func encrypt(
        _ block: (UInt32, UInt32), subkeys: Span<UInt32>, boxes: Span<UInt32>
    ) -> (UInt32, UInt32) {
        var left = block.0 ^ subkeys[0]
        var right = block.1
        for round in stride(from: 1, to: 17, by: 2) {
            right ^= mix(left, boxes) ^ subkeys[round]
            left ^= mix(right, boxes) ^ subkeys[round &+ 1]
        }
        return (right ^ subkeys[17], left)
    }

    /// The round function: four table look-ups by the bytes of a word.
    @inline(__always)
    private static func mix(_ word: UInt32, _ boxes: Span<UInt32>) -> UInt32 {
        let first = boxes[Int(word >> 24)]
        let second = boxes[256 &+ Int((word >> 16) & 0xff)]
        let third = boxes[512 &+ Int((word >> 8) & 0xff)]
        let fourth = boxes[768 &+ Int(word & 0xff)]
        return ((first &+ second) ^ third) &+ fourth
    }
}

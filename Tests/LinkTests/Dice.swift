/// A generator that always throws the same.
struct Dice: RandomNumberGenerator {
    let bits: UInt64

    /// Throws the highest number each time.
    static let highest = Dice(bits: .max)
    /// Throws the lowest number each time; 1, because with 0 `random(in:)` would throw again for ever.
    static let lowest = Dice(bits: 1)

    mutating func next() -> UInt64 { bits }
}

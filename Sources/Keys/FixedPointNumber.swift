/// A non-negative number below 2^64 with many fraction bits, for computing constants.
///
/// The first limb is the integer part; each further limb holds the next 64 fraction bits.
/// It knows only what a series with small rational terms needs.
struct FixedPointNumber {
    /// The limbs, the integer part first.
    private(set) var limbs: [UInt64]

    /// Zero.
    ///
    /// - Parameter fractionLimbs: how many times 64 bits follow the point.
    init(fractionLimbs: Int) {
        limbs = Array(repeating: 0, count: fractionLimbs + 1)
    }

    /// Replaces the number x by (numerator · x + constant) / denominator, rounded down.
    ///
    /// - Parameters:
    ///   - numerator: below 2^60.
    ///   - constant: a whole number, below 2^62.
    ///   - denominator: 1 to 2^60.
    ///   - precision: how many limbs to work on, at most all. The rest is left as it is.
    /// - Precondition: the integer part of the numerator times x is below 2^62.
    mutating func transform(numerator: UInt64, constant: UInt64, denominator: UInt64, precision: Int) {
        var carry: UInt64 = 0
        for index in stride(from: precision - 1, through: 1, by: -1) {
            let product = limbs[index].multipliedFullWidth(by: numerator)
            let (low, overflow) = product.low.addingReportingOverflow(carry)
            limbs[index] = low
            carry = product.high &+ (overflow ? 1 : 0)
        }
        limbs[0] = limbs[0] &* numerator &+ carry &+ constant

        var remainder: UInt64 = 0
        for index in 0..<precision {
            let step = denominator.dividingFullWidth((remainder, limbs[index]))
            limbs[index] = step.quotient
            remainder = step.remainder
        }
    }

    /// Takes a smaller number of the same length away.
    mutating func subtract(_ other: FixedPointNumber) {
        var borrow: UInt64 = 0
        for index in limbs.indices.reversed() {
            let (first, underflow) = limbs[index].subtractingReportingOverflow(other.limbs[index])
            let (second, further) = first.subtractingReportingOverflow(borrow)
            limbs[index] = second
            borrow = underflow || further ? 1 : 0
        }
    }
}

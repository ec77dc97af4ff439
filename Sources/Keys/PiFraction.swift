/// The fraction bits of pi, from which Blowfish takes its tables.
///
/// Machin: pi = 16·arctan(1/5) − 4·arctan(1/239), each arctangent by Euler's series
/// arctan(1/x) = x/(1+x²) · (1 + 2/3y · (1 + 4/5y · (1 + 6/7y · …))) with y = 1+x².
/// Euler's form needs only factors above and below the line, so several terms fold into one pass over the limbs.
enum PiFraction {
    /// The first 32-bit words of pi's fraction, the most significant bits first: 0x243F6A88 leads.
    ///
    /// - Parameter count: how many words, at least one.
    /// - Returns: so many words. 1,042 take about 8 ms of a desktop's core.
    static func words(_ count: Int) -> [UInt32] {
        // One limb more than asked for takes up the rounding of a few thousand passes.
        let fractionLimbs = (count + 1) / 2 + 1
        let all = fractionLimbs + 1
        var pi = eulerSeries(inverse: 5, bitsPerHundredTerms: 470, fractionLimbs: fractionLimbs)
        pi.transform(numerator: 16 * 5, constant: 0, denominator: 26, precision: all)
        var rest = eulerSeries(inverse: 239, bitsPerHundredTerms: 1580, fractionLimbs: fractionLimbs)
        rest.transform(numerator: 4 * 239, constant: 0, denominator: 57_122, precision: all)
        pi.subtract(rest)
        let words = pi.limbs.dropFirst().flatMap { limb in
            [UInt32(truncatingIfNeeded: limb >> 32), UInt32(truncatingIfNeeded: limb)]
        }
        return Array(words.prefix(count))
    }

    /// The bracket of Euler's series for arctan(1/x), worked out from the innermost term.
    ///
    /// - Parameters:
    ///   - x: the inverse of the argument.
    ///   - bitsPerHundredTerms: a lower bound of 100·log2(1+x²): what a hundred terms add to the precision.
    ///   - fractionLimbs: the precision wanted, in steps of 64 bits.
    /// - Returns: the bracket, a little above 1.
    private static func eulerSeries(
        inverse x: UInt64, bitsPerHundredTerms: Int, fractionLimbs: Int
    ) -> FixedPointNumber {
        let y = 1 + x * x
        let bits = fractionLimbs * 64
        var sum = FixedPointNumber(fractionLimbs: fractionLimbs)
        // (numerator · sum + constant) / denominator: the terms gathered for the next pass.
        var numerator: UInt64 = 1
        var constant: UInt64 = 0
        var denominator: UInt64 = 1
        for term in stride(from: UInt64(bits * 100 / bitsPerHundredTerms + 1), through: 1, by: -1) {
            let above = 2 * term
            let below = (2 * term + 1) * y
            constant = below * denominator + above * constant
            numerator *= above
            denominator *= below
            // A further term multiplies by less than this one's factor; it must stay below 2^60.
            if term == 1 || denominator >= (1 << 60) / below {
                // The terms outside this one shrink it: limbs beyond the wanted precision need no work.
                let shrink = Int(term - 1) * bitsPerHundredTerms / 100
                let precision = min(fractionLimbs, (bits - shrink) / 64 + 1) + 1
                sum.transform(
                    numerator: numerator, constant: constant, denominator: denominator, precision: precision)
                (numerator, constant, denominator) = (1, 0, 1)
            }
        }
        return sum
    }
}

import TestSupport

/// Random numbers that are the same in every run.
struct SeededGenerator: RandomNumberGenerator {
    private var bytes: SeededBytes

    init(seed: UInt64) {
        bytes = SeededBytes(seed: seed)
    }

    mutating func next() -> UInt64 {
        bytes.next(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

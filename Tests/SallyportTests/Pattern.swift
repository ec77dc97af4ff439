import Foundation
import TestSupport

/// Bytes without end, made once and compared by memcmp: a gigabyte is checked in a moment even in a debug build.
///
/// Every stream starts at a phase of its own, so bytes of another stream, or of another place, never match. The period
/// is a prime, so a lost or doubled block shows.
struct Pattern: Sendable {
    private static let period = 1_048_573
    private static let twice: [UInt8] = {
        var source = SeededBytes(seed: 42)
        let once = source.next(period)
        return once + once
    }()

    /// Where in the block the stream starts.
    let phase: Int

    /// The stream number `number`.
    init(stream number: Int) {
        phase = number * 7_919 % Self.period
    }

    /// At most `count` bytes from `offset` on, up to a megabyte.
    func bytes(at offset: Int, count: Int) -> ArraySlice<UInt8> {
        let start = (phase + offset) % Self.period
        return Self.twice[start..<(start + min(count, Self.period))]
    }

    /// Whether `bytes` are those of the stream at `offset`.
    func matches(_ bytes: [UInt8], at offset: Int) -> Bool {
        let start = (phase + offset) % Self.period
        return bytes.count <= Self.period
            && Self.twice.withUnsafeBytes { block in
                bytes.withUnsafeBytes { given in
                    guard let block = block.baseAddress, let given = given.baseAddress else { return true }
                    return memcmp(block + start, given, bytes.count) == 0
                }
            }
    }

    /// Reads to the end and returns how many bytes came; throws at the first piece that is not the stream's.
    func check(_ read: () throws -> [UInt8]) throws -> Int {
        var offset = 0
        while true {
            let piece = try read()
            if piece.isEmpty { return offset }
            guard matches(piece, at: offset) else {
                throw RigError("other bytes within the \(piece.count) from offset \(offset) on")
            }
            offset += piece.count
        }
    }
}

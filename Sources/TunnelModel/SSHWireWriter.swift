/// Writes the data types of RFC 4251 section 5.
package struct SSHWireWriter: Sendable {
    /// What has been written so far.
    package private(set) var bytes: [UInt8] = []

    /// Starts empty.
    package init() {}

    /// Writes one byte.
    package mutating func write(byte: UInt8) {
        bytes.append(byte)
    }

    /// Writes a uint32, most significant byte first.
    package mutating func write(uint32 value: UInt32) {
        for shift in [24, 16, 8, 0] as [UInt32] {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// Writes a string: its length as a uint32, then its bytes. At most 4 GiB, which no caller comes near.
    package mutating func write(string: some Collection<UInt8>) {
        write(uint32: UInt32(clamping: string.count))
        bytes.append(contentsOf: string)
    }

    /// Writes a number from its magnitude, most significant byte first. Leading zeros are dropped, and one is put
    /// back where the number would read as negative.
    package mutating func write(mpint magnitude: [UInt8]) {
        let digits = magnitude.drop { $0 == 0 }
        let needsZero = (digits.first ?? 0) >= 0x80
        write(string: (needsZero ? [0] : []) + digits)
    }
}

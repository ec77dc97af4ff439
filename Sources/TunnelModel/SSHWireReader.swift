/// Reads the data types of RFC 4251 section 5 from a byte array, never past its end.
///
/// After an error the reader stands where it stood before the call.
package struct SSHWireReader: Sendable {
    private var rest: ArraySlice<UInt8>

    /// Starts at the first of the bytes.
    package init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    /// The bytes not read yet.
    package var remaining: [UInt8] { Array(rest) }

    /// Whether everything has been read.
    package var isAtEnd: Bool { rest.isEmpty }

    /// Reads one byte.
    package mutating func readByte() throws(SSHWireError) -> UInt8 {
        guard let byte = rest.popFirst() else { throw .truncated(needed: 1, left: 0) }
        return byte
    }

    /// Reads a uint32, most significant byte first.
    package mutating func readUInt32() throws(SSHWireError) -> UInt32 {
        try take(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads a string: a uint32 length, then so many bytes.
    package mutating func readString() throws(SSHWireError) -> [UInt8] {
        let start = rest
        do {
            let length = try readUInt32()
            return Array(try take(Int(length)))
        } catch {
            rest = start
            throw error
        }
    }

    /// Reads an mpint as a magnitude, most significant byte first and without leading zeros; empty is zero.
    package mutating func readMPInt() throws(SSHWireError) -> [UInt8] {
        let start = rest
        let bytes = try readString()
        guard (bytes.first ?? 0) < 0x80 else {
            rest = start
            throw .negative
        }
        return Array(bytes.drop { $0 == 0 })
    }

    private mutating func take(_ count: Int) throws(SSHWireError) -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw .truncated(needed: count, left: rest.count) }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}

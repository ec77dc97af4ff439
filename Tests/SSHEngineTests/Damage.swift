/// What happens to the server's bytes on their way to the engine, by their offset in the connection.
struct Damage {
    /// Nothing from this offset on arrives: the connection ends there.
    var cut: Int?
    /// The lowest bit of this byte is inverted.
    var flip: Int?

    /// Changes the bytes that begin at `offset`; true if the connection ends behind what is left.
    func apply(to bytes: inout [UInt8], at offset: Int) -> Bool {
        if let flip, (offset..<offset + bytes.count).contains(flip) { bytes[flip - offset] ^= 1 }
        guard let cut, offset + bytes.count >= cut else { return false }
        bytes.removeLast(offset + bytes.count - cut)
        return true
    }
}

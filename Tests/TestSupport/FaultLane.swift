/// What a `FaultProxy` does to one direction of the bytes. The default passes them through untouched.
package struct FaultLane: Sendable {
    /// How a connection ends, or seems to.
    package enum Cut: Sendable {
        /// Both sockets are closed with a FIN.
        case close
        /// Both sockets are closed with a RST.
        case reset
        /// Only this direction ends, with a FIN.
        case finish
        /// Nothing more is passed in this direction; both sockets stay open. What a lost network looks like.
        case blackHole
    }

    /// Passes so many bytes on each connection, then cuts. Nil: never.
    package var cutAfter: Int?
    /// What happens at `cutAfter`.
    package var cut: Cut = .close
    /// Rate limit. Nil: none.
    package var bytesPerSecond: Int?
    /// Largest send in bytes; 1 passes each byte alone.
    package var slice = 65_536
    /// Flips the lowest bit of the byte at this offset of the stream. Nil: none.
    package var flipBitAt: Int?

    /// An honest lane; set what is to go wrong.
    package init(
        cutAfter: Int? = nil, cut: Cut = .close, bytesPerSecond: Int? = nil, slice: Int = 65_536, flipBitAt: Int? = nil
    ) {
        self.cutAfter = cutAfter
        self.cut = cut
        self.bytesPerSecond = bytesPerSecond
        self.slice = slice
        self.flipBitAt = flipBitAt
    }
}

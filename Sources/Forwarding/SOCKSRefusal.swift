/// Why a SOCKS request was not taken.
package enum SOCKSRefusal: Sendable, Equatable {
    /// The first byte is no version of SOCKS; it is told.
    case version(UInt8)
    /// The client offers no method that goes without a password.
    case method
    /// It asks for something else than a connection: BIND or UDP ASSOCIATE; the code is told.
    case command(UInt8)
    /// An address type that is none of IPv4, IPv6 and name; its code is told.
    case addressType(UInt8)
    /// A name or a user id that is too long, empty, or has control characters, blanks or broken UTF-8 in it.
    case malformed
    /// The request was not whole in time.
    case late
    /// The client went away before its request was whole.
    case incomplete
}

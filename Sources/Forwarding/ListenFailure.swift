/// Why one address could not be listened on.
package struct ListenFailure: Error, Sendable, Equatable {
    /// The numeric address, or the name that did not resolve.
    package var host: String
    /// The port that was asked for.
    package var port: UInt16
    /// The system's words, such as "Address already in use".
    package var words: String
    /// The machine does not have this address or family at all, as ::1 where IPv6 is off.
    package var isAbsentAddress: Bool
}

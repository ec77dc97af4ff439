/// Why one place could not be listened on.
package struct ListenFailure: Error, Sendable, Equatable {
    /// What failed.
    package var place: ListenPlace
    /// The system's words, such as "Address already in use".
    package var words: String
    /// The machine does not have this address or family at all, as ::1 where IPv6 is off.
    package var isAbsentAddress = false
}

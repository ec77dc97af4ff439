/// Why the talk with a master ended, in ssh's words.
enum ControlFault: Error, Hashable {
    /// The path does not fit into a socket address.
    case tooLong(path: String)
    /// Nothing listens there; `code` is the errno value.
    case notConnected(path: String, code: Int32)
    /// The greetings did not fit together; the first line says why, if there is something to say.
    case badHello(String?)
    /// The master closed the socket.
    case closed
    /// Another fault of the socket, or of a message, or a time-out; in words.
    case broken(String)
    /// The master answered another request than ours.
    case outOfSequence(mine: UInt32, theirs: UInt32)
}

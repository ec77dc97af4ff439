import TunnelModel

/// Why there is no control socket at a path.
package enum ControlSocketError: Error, Hashable, Sendable {
    /// Something is there already: a master, or what one left behind. ssh goes on without a socket.
    case exists(path: String)
    /// The path with its 17 characters for the time of making does not fit into a socket address.
    case tooLong(path: String)
    /// It could not be bound; `words` are the system's.
    case notBound(path: String, words: String)
    /// It was bound under its temporary name and could not get its own.
    case notLinked(temporary: String, path: String, words: String)
    /// It could not be handed to the event loop.
    case notServed(path: String, words: String)
}

extension ControlSocketError: Diagnosable {
    /// Whether the program ends with it, as ssh does; otherwise it goes on without a control socket.
    package var isFatal: Bool {
        if case .exists = self { false } else { true }
    }

    /// ssh's words.
    package var summary: String {
        switch self {
        case .exists(let path): "ControlSocket \(path) already exists, disabling multiplexing"
        case .tooLong(let path): "unix_listener: path \"\(path)\" too long for Unix domain socket"
        case .notBound(let path, let words): "unix_listener: cannot bind to path \(path): \(words)"
        case .notLinked(let temporary, let path, let words):
            "muxserver_listen: link mux listener \(temporary) => \(path): \(words)"
        case .notServed(let path, let words): "ControlSocket \(path): \(words)"
        }
    }

    /// What to do.
    package var advice: String? {
        switch self {
        case .exists(let path): "use another -S, or end that master with -O exit, or remove \(path) if none answers"
        case .tooLong: "use a shorter -S, 90 bytes at most"
        case .notBound, .notLinked: "use a -S in a folder of your own that exists"
        case .notServed: nil
        }
    }

    /// ssh's status for its own errors.
    package var exitStatus: Int32 { 255 }
}

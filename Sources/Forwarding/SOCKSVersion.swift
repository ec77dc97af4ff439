/// The two protocols that a SOCKS client may speak, and how each is answered.
enum SOCKSVersion: Equatable {
    /// SOCKS4 and its extension 4a.
    case four
    /// SOCKS5, RFC 1928.
    case five

    /// Says that the connection is there. The address in it is all zero, as from ssh: nobody needs it.
    var grant: [UInt8] {
        switch self {
        case .four: [0, 90, 0, 0, 0, 0, 0, 0]
        case .five: [5, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        }
    }

    /// Says that there will be no connection; SOCKS4 has one code for every reason.
    func refusal(_ failure: SOCKSFailure) -> [UInt8] {
        switch self {
        case .four: [0, 91, 0, 0, 0, 0, 0, 0]
        case .five: [5, failure.rawValue, 0, 1, 0, 0, 0, 0, 0, 0]
        }
    }
}

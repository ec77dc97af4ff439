import Glibc
import SSHTransport
import TunnelModel

/// Why a SOCKS request got no connection: the codes of RFC 1928 section 6.
enum SOCKSFailure: UInt8, Equatable {
    case general = 1
    case notAllowed = 2
    case networkUnreachable = 3
    case hostUnreachable = 4
    case connectionRefused = 5
    /// "TTL expired" in the RFC, which has no code for a time-out.
    case timedOut = 6
    case commandNotSupported = 7
    case addressTypeNotSupported = 8

    /// For an error of the system's own.
    init(errorNumber: CInt) {
        self = Self.byErrorNumber.first { $0.0 == errorNumber }?.1 ?? .general
    }

    /// For a dial that failed here.
    init(_ failure: DialFailure) {
        switch failure {
        case .unresolved: self = .hostUnreachable
        case .unreachable(let number): self.init(errorNumber: number)
        }
    }

    /// For an open that failed. libssh2 and SSH hand over the far side's reason as nothing but text: sshd puts the words
    /// of its C library there, those of connect or of the resolver.
    init(_ error: SSHError) {
        if error.code == .timedOut {
            self = .timedOut
        } else if let known = Self.byErrorNumber.first(where: { error.detail.contains(ErrnoWords.text($0.0)) }) {
            self = known.1
        } else if error.detail.contains("administratively prohibited") {
            self = .notAllowed
        } else if Self.resolverWords.contains(where: { error.detail.contains($0) }) {
            self = .hostUnreachable
        } else {
            self = .general
        }
    }

    private static let byErrorNumber: [(CInt, SOCKSFailure)] = [
        (ECONNREFUSED, .connectionRefused), (ENETUNREACH, .networkUnreachable), (EHOSTUNREACH, .hostUnreachable),
        (ETIMEDOUT, .timedOut),
    ]

    /// What getaddrinfo says of a name without an address.
    private static let resolverWords = ["Name or service not known", "name resolution", "associated with hostname"]
}

package import Settings
package import TunnelModel

/// What to do about a host key: ssh's rules for StrictHostKeyChecking (OpenSSH sshconnect.c, `check_host_key`).
package enum HostKeyDecision: Sendable, Equatable {
    case accept
    /// Accept and write down.
    case acceptAndRecord
    /// Ask the person; an accepted key is written down.
    case askPerson
    case refuseUnknown
    case refuseRevoked
    /// The key has changed: warn and refuse. With `no` ssh itself would go on but without forwards, which leaves
    /// nothing for us to do.
    case refuseChanged

    /// Decides on what the known_hosts files say; `canAsk` unless batch mode is on.
    package init(_ answer: KnownHostsAnswer, strictness: StrictHostKeyChecking, canAsk: Bool) {
        switch (answer, strictness) {
        case (.ok, _): self = .accept
        case (.revoked, _): self = .refuseRevoked
        case (.changed, _): self = .refuseChanged
        case (.unknown, .acceptNew), (.unknown, .off): self = .acceptAndRecord
        case (.unknown, .yes): self = .refuseUnknown
        case (.unknown, .ask): self = canAsk ? .askPerson : .refuseUnknown
        }
    }
}

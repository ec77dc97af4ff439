import CPosix
import Glibc

/// Tries the firewall rules with real sockets of other users. Only root can.
package struct FirewallTrial: Sendable, Hashable {
    /// A connection that has to come about or not.
    package enum Attempt: String, Sendable, Hashable, CaseIterable {
        /// From the operator login to the device login: has to work.
        case granted
        /// From a stranger to the device login.
        case strangerConnects
        /// From the operator login to a stranger who listens at a device's address.
        case strangerListens
        /// From the operator login to a stranger who listens at 127.0.0.1.
        case operatorElsewhere
        /// From the device login to a stranger who listens at 127.0.0.1.
        case deviceConnects
    }

    /// What came of one.
    package struct Outcome: Sendable, Hashable {
        /// Which.
        package var attempt: Attempt
        /// Whether there was a connection; nil if it could not be tried.
        package var connected: Bool?

        /// As given.
        package init(attempt: Attempt, connected: Bool?) {
            self.attempt = attempt
            self.connected = connected
        }
    }

    /// The uid of the device login.
    package var device: UInt32
    /// The uid of the operator login.
    package var `operator`: UInt32
    /// Any other uid. Default 65534, nobody.
    package var stranger: UInt32
    /// An address of 127.64.0.0/10 that no device has.
    package var address: String
    /// The path of the network namespace in which sshd runs, such as `/run/netns/NAME`; nil for our own. Default nil.
    package var networkNamespace: String?

    /// As given.
    package init(device: UInt32, operator: UInt32, stranger: UInt32 = 65_534, address: String = "127.127.255.254") {
        self.device = device
        self.operator = `operator`
        self.stranger = stranger
        self.address = address
    }

    /// Tries all. Blocks for up to half a second for each attempt whose packets vanish.
    package func run() -> [Outcome] {
        Attempt.allCases.map { attempt in
            let (listener, caller, address) =
                switch attempt {
                case .granted: (device, self.operator, self.address)
                case .strangerConnects: (device, stranger, self.address)
                case .strangerListens: (stranger, self.operator, self.address)
                case .operatorElsewhere: (stranger, self.operator, "127.0.0.1")
                case .deviceConnects: (stranger, device, "127.0.0.1")
                }
            let code = sallyport_try_connection(Int(listener), Int(caller), address, 500, networkNamespace)
            let connected: Bool? =
                switch code {
                case 1: true
                case 0, -ECONNREFUSED, -ETIMEDOUT, -EHOSTUNREACH, -EACCES: false
                default: nil
                }
            return Outcome(attempt: attempt, connected: connected)
        }
    }
}

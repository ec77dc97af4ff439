import Glibc

/// Logs in with a key that may listen at a device's address, and looks where sshd really listens. With
/// `GatewayPorts no` sshd reports success and takes 127.0.0.1.
package struct GatewayTrial: Sendable {
    /// Where the listener came up.
    package enum Outcome: Sendable, Hashable {
        /// Where it was asked for, for the right user.
        case right
        /// Elsewhere: its addresses.
        case wrong([String])
        /// Nowhere: ssh's last words.
        case nowhere(String)
    }

    /// ssh's arguments up to the host: port, user, key, known hosts. No listener among them.
    package var arguments: [String]
    /// The host.
    package var host: String
    /// The address asked for, which the key has to permit.
    package var address: String
    /// A port on which no device login listens at this host's own addresses.
    package var port: UInt16
    /// The uid of the device login.
    package var user: UInt32

    /// As given.
    package init(arguments: [String], host: String, address: String, port: UInt16, user: UInt32) {
        self.arguments = arguments
        self.host = host
        self.address = address
        self.port = port
        self.user = user
    }

    /// Logs in, looks, and logs out: 15 s at most.
    package func run() async throws -> Outcome {
        let words =
            ["/usr/bin/ssh", "-N", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ExitOnForwardFailure=yes"]
            + arguments + ["-R", "\(address):\(port):127.0.0.1:1", host]
        let before = listeners()
        return try await withThrowingTaskGroup(of: Outcome?.self) { group in
            group.addTask {
                let result = try await Program(words, limit: .seconds(15)).run()
                return Outcome.nowhere(result.lastErrorLine)
            }
            group.addTask {
                let clock = ContinuousClock()
                let end = clock.now + .seconds(15)
                while clock.now < end {
                    if !listeners().subtracting(before).isEmpty {
                        // One that comes up in both families does so one after the other.
                        try await Pause.pass(.milliseconds(50))
                        let new = listeners().subtracting(before)
                        let isRight = new.allSatisfy { $0.address == address }
                        return isRight ? .right : .wrong(new.map(\.address).sorted())
                    }
                    try await Pause.pass(.milliseconds(20))
                }
                return nil
            }
            defer { group.cancelAll() }
            while let outcome = try await group.next() {
                if let outcome { return outcome }
            }
            return .nowhere("ssh ended without a word")
        }
    }

    /// Those of the device login at the place asked for, or at one of those that sshd takes instead. Other devices may
    /// have come up on the same port meanwhile.
    private func listeners() -> Set<ListenerTable.Listener> {
        let places: Set = [address, "127.0.0.1", "0:0:0:0:0:0:0:1", "0.0.0.0", "0:0:0:0:0:0:0:0"]
        return Set(
            ListenerTable.read().listeners.filter { $0.port == port && $0.user == user && places.contains($0.address) })
    }
}

import SSHDaemon
import TestSupport

/// The events of a private sshd, for tests to wait on.
final class Reports: Sendable {
    private let events = Watched<[SSHDEvent]>([])

    var all: [SSHDEvent] { events.value }

    func add(_ event: SSHDEvent) { events.update { $0.append(event) } }

    /// Waits until `pick` has matched `count` events.
    func wait(
        count: Int = 1, _ what: String, for pick: @escaping @Sendable (SSHDEvent) -> Bool
    ) async throws {
        let met = try await OwnThread.run { [events] in
            try events.wait(by: .usual) { $0.filter(pick).count >= count ? true : nil }
        }
        if met == nil { throw RigError("no \(what) among \(all)") }
    }

    func waitUntilAnswering(_ count: Int = 1) async throws {
        try await wait(count: count, "answer") { $0 == .answering }
    }
}

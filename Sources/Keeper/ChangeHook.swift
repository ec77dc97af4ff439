import CPosix
import Glibc

/// Runs the administrator's command when a device goes dark or comes back: `/bin/sh -c COMMAND`, what happened in its
/// environment. Never more than eight at a time; a command that takes longer than a minute is ended.
struct ChangeHook: Sendable {
    private static let limit = 8
    private static let patience = Duration.seconds(60)

    private struct Run: Sendable {
        var pid: Int32
        var start: ContinuousClock.Instant
    }

    private let command: String
    private var runs: [Run] = []
    private var waiting: [[String]] = []

    init(command: String) {
        self.command = command
    }

    /// Runs the command with these variables, `NAME=VALUE` each, now or when one of those before it has ended.
    mutating func run(_ variables: [String]) {
        // What nobody can work off is not kept for ever.
        if waiting.count < 10_000 { waiting.append(variables) }
        look(at: .now)
    }

    /// Buries what has ended, ends what takes too long, and starts what waits.
    mutating func look(at now: ContinuousClock.Instant) {
        runs.removeAll { run in
            var status: Int32 = 0
            if sallyport_reap(run.pid, &status) == 1 { return true }
            if now - run.start > Self.patience { sallyport_send_signal(-run.pid, SIGKILL) }
            return false
        }
        while runs.count < Self.limit, !waiting.isEmpty {
            let variables = waiting.removeFirst()
            guard let pid = start(variables) else { continue }
            runs.append(Run(pid: pid, start: now))
        }
    }

    private func start(_ variables: [String]) -> Int32? {
        let words = Self.list(["/bin/sh", "-c", command])
        let environment = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"] + variables
        let pid = sallyport_spawn_program(words, 3, Self.list(environment), CInt(environment.count), -1, -1, 2, 1)
        return pid > 0 ? pid : nil
    }

    private static func list(_ words: [String]) -> [CChar] {
        words.flatMap { $0.utf8.map { CChar(bitPattern: $0) } + [0] }
    }
}

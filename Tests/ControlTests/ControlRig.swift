import Control
import NIOCore
import NIOPosix
import TestSupport

/// A control socket that is served while a test's body runs.
struct ControlRig: Sendable {
    let folder: TemporaryFolder
    let handler = RecordingHandler()
    let events = Watched<[ControlEvent]>([])

    /// Where the socket is.
    var path: String { folder.path("c") }

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Serves while `body` runs, then cancels the server and waits for its end.
    func serve(
        greetingTime: TimeAmount = .seconds(10), while body: @Sendable @escaping () async throws -> Void
    ) async throws {
        var generator = SystemRandomNumberGenerator()
        let socket = try ControlSocket(path: path, generator: &generator)
        let server = ControlServer(loop: MultiThreadedEventLoopGroup.singleton.next(), greetingTime: greetingTime)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                try await server.run(socket, handler: handler) { event in events.update { $0.append(event) } }
            }
            defer { tasks.cancelAll() }
            try await body()
        }
    }

    /// Blocks until such an event has come.
    func waitForEvent(_ event: ControlEvent) async throws {
        let met = try await OwnThread.run { [events] in
            try events.wait(by: .usual) { $0.contains(event) ? true : nil }
        }
        guard met != nil else { throw RigError("no event \(event) in \(events.value)") }
    }

    /// Runs the real ssh with these words before the destination, and says what came of it.
    static func ssh(_ words: [String], on path: String, prefix: [String] = []) async throws -> Answer {
        try await OwnThread.run {
            let command = prefix + ["/usr/bin/ssh", "-F", "none", "-S", path] + words + ["nowhere.invalid"]
            let process = try ChildProcess(command[0], Array(command.dropFirst()))
            let status = try process.waitForExit()
            return Answer(
                output: try process.output.waitForEnd(), errors: try process.errors.waitForEnd(), status: status)
        }
    }

    /// What a program wrote and how it ended.
    struct Answer: Sendable, Equatable {
        var output: String
        var errors: String
        var status: ExitStatus

        init(output: String = "", errors: String = "", status: ExitStatus = .exited(0)) {
            self.output = output
            self.errors = errors.replacing("\r\n", with: "\n")
            self.status = status
        }

        /// What a program would write at log level info for this outcome.
        init(_ outcome: ControlOutcome) {
            self.init(
                output: outcome.output,
                errors: outcome.lines.filter { $0.weight != .verbose }.map { $0.text + "\n" }.joined(),
                status: .exited(outcome.status))
        }
    }
}

import CTestSupport
import Glibc

/// A child process by its pid: signalled only while it is certain that the pid is still its own.
final class SpawnedProcess: Sendable {
    let pid: pid_t
    private let exit = Watched<ExitStatus?>(nil)

    /// Starts `arguments[0]` with these descriptors as 0, 1 and 2 (nil: /dev/null) and default signal handling. With
    /// `leadsGroup` it gets a process group of its own, which `send(_:group:)` then reaches whole.
    init(
        _ arguments: [String], environment: [String: String], descriptors: [Descriptor?], leadsGroup: Bool
    ) throws {
        pid = try Self.spawn(
            arguments, environment.map { "\($0.key)=\($0.value)" }, descriptors.map { $0?.raw }, leadsGroup)
        OwnThread.start { [pid, exit] in
            // Looks without reaping, then reaps inside the lock: until then the pid cannot be given to anyone else.
            var info = siginfo_t()
            while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
            exit.update { status in
                var word: Int32 = 0
                _ = waitpid(pid, &word, 0)
                status = ExitStatus(waitStatus: word)
            }
        }
    }

    /// How it ended, nil while it runs.
    var status: ExitStatus? { exit.value }

    /// Waits for its end; nil when the deadline came first.
    func wait(by deadline: Deadline) throws -> ExitStatus? {
        try exit.wait(by: deadline) { $0 }
    }

    /// Sends `signal` unless it has ended; with `group` to its whole process group.
    func send(_ signal: Int32, group: Bool = false) {
        exit.update { status in
            if status == nil { _ = kill(group ? -pid : pid, signal) }
        }
    }

    private static func spawn(
        _ arguments: [String], _ environment: [String], _ descriptors: [Int32?], _ leadsGroup: Bool
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (target, source) in descriptors.enumerated() {
            if let source {
                posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
            } else {
                posix_spawn_file_actions_addopen(&actions, Int32(target), "/dev/null", O_RDWR, 0)
            }
        }
        // The test process may ignore SIGPIPE and block signals; the child must have neither.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let group = leadsGroup ? POSIX_SPAWN_SETPGROUP : 0
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group))

        var pid: pid_t = 0
        let words = arguments.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        // Whatever another thread or library opens meanwhile, the child closes.
        _ = test_close_from(&actions, 3)
        let code = SpawnGate.hold { posix_spawn(&pid, arguments[0], &actions, &attributes, words, variables) }
        guard code == 0 else { throw RigError(system: "start \(arguments[0])", code: code) }
        return pid
    }
}

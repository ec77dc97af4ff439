import CBenchLoad
import Glibc

/// Short-lived programs whose output is wanted.
enum Shell {
    /// Runs a program to its end and returns its exit code; output goes to `log`.
    static func run(_ words: [String], log: String = "/dev/null") -> Int32 {
        let pid = start(words, log: log)
        return pid > 0 ? bench_wait(pid) : -1
    }

    /// Starts a program; output goes to `log`. Returns its pid, -1 on failure.
    static func start(_ words: [String], log: String) -> pid_t {
        let pointers = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return bench_start(pointers, log)
    }

    /// The first line that a program writes, or a dash.
    static func firstLine(_ words: [String], in lab: Lab) -> String {
        let log = lab.folder + "/answer"
        unlink(log)
        _ = run(words, log: log)
        let line = TextFile.read(log)?.split(whereSeparator: \.isNewline).first
        return line.map { String($0) } ?? "-"
    }
}

package import Foundation

/// A program that a test starts, talks to and always ends: at the latest when the last reference goes.
package final class ChildProcess: Sendable {
    /// What its descriptors 0, 1 and 2 are.
    package enum Terminal: Sendable {
        /// Three pipes.
        case pipes
        /// /dev/null to read from, two pipes to write to.
        case noInput
        /// A pseudo terminal for all three, which is its controlling terminal; `output` then has all it writes.
        case pty
    }

    /// Its process id.
    package var pid: pid_t { process.pid }
    /// What it writes to descriptor 1, or to its terminal.
    package let output: CapturedText
    /// What it writes to descriptor 2; with a terminal the same as `output`.
    package let errors: CapturedText
    private let input: Descriptor?
    private let process: SpawnedProcess
    private let hasGroup: Bool

    /// Starts `program`, an absolute path, with what follows its name in `arguments`. `environment` is all its
    /// variables, nil gives it ours; `terminal` is what it reads and writes.
    package init(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil, terminal: Terminal = .noInput
    ) throws {
        let variables = environment ?? ProcessInfo.processInfo.environment
        // A broken pipe must be an error here, not the end of the test process.
        signal(SIGPIPE, SIG_IGN)
        output = CapturedText()
        hasGroup = terminal != .pty
        switch terminal {
        case .pty:
            let pty = try Pty()
            // setsid makes descriptor 0 the controlling terminal and then becomes the program: same pid.
            process = try SpawnedProcess(
                ["/usr/bin/setsid", "--ctty", program] + arguments, environment: variables,
                descriptors: [pty.theirs, pty.theirs, pty.theirs], leadsGroup: false)
            pty.theirs.close()
            input = pty.ours
            errors = output
            output.collect(from: pty.ours)
        case .pipes, .noInput:
            let entry = terminal == .pipes ? try SpawnGate.makePipe() : nil
            let out = try SpawnGate.makePipe()
            let err = try SpawnGate.makePipe()
            process = try SpawnedProcess(
                [program] + arguments, environment: variables,
                descriptors: [entry?.reader, out.writer, err.writer], leadsGroup: true)
            // Our copies of its ends must go, else the end of its output would never be seen.
            for end in [entry?.reader, out.writer, err.writer] { end?.close() }
            input = entry?.writer
            errors = CapturedText()
            output.collect(from: out.reader)
            errors.collect(from: err.reader)
        }
    }

    deinit { close() }

    /// True until it has ended.
    package var isRunning: Bool { process.status == nil }

    /// Writes `text` to its input or terminal; a passphrase needs its newline.
    package func type(_ text: String, by deadline: Deadline = .usual) throws {
        guard let input else { throw RigError("the child has no input") }
        var left = Array(text.utf8)[...]
        while !left.isEmpty {
            guard try input.isReady(for: POLLOUT, by: deadline) else { throw RigError.late("room to write") }
            // At most what a pipe takes without blocking once poll says that it has room (PIPE_BUF).
            let part = Array(left.prefix(4_096))
            let count = write(input.raw, part, part.count)
            guard count >= 0 else { throw RigError(system: "write to the child") }
            left = left.dropFirst(count)
        }
    }

    /// Ends its input: closes the pipe, or types Ctrl-D on its terminal.
    package func finishInput() {
        if hasGroup { input?.close() } else { try? type("\u{4}") }
    }

    /// Sends it a signal, if it still runs.
    package func send(_ signal: Int32) { process.send(signal) }

    /// Blocks until it has ended; the error of a vain wait shows all its output.
    ///
    /// Its last words may still be on their way to `output` and `errors` then: `waitForEnd` has them all.
    package func waitForExit(by deadline: Deadline = .usual) throws -> ExitStatus {
        if let status = try process.wait(by: deadline) { return status }
        throw RigError("process \(pid) does not end; output:\n\(output.text)\nerrors:\n\(errors.text)")
    }

    /// Memory, processor time and descriptors as of now.
    package func readings() throws -> ProcessReadings { try ProcessReadings(pid: pid) }

    /// Ends it, and with pipes its whole process group, with SIGKILL. Harmless when it has ended already.
    package func close() { process.send(SIGKILL, group: hasGroup) }
}

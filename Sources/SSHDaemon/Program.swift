import CPosix
import Glibc

/// A program that is run to its end, such as ssh-keygen, `sshd -T` or nft.
///
/// No thread is held meanwhile: pipes and process are looked at between short waits on the clock.
package struct Program: Sendable {
    /// An absolute path, and its arguments.
    package var words: [String]
    /// All its variables, as `NAME=VALUE`.
    package var variables: [String]
    /// It is ended with SIGKILL after this. Default 10 s.
    package var limit: Duration

    /// Nothing runs yet. Its environment is only a PATH and the C locale.
    package init(_ words: [String], limit: Duration = .seconds(10)) {
        self.words = words
        variables = ["PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"]
        self.limit = limit
    }

    /// Starts it with /dev/null as its input, and waits for its end.
    /// - Throws: `DaemonError` if it cannot be started or does not end in time; `CancellationError`. Then it is killed.
    package func run() async throws -> ProgramResult {
        let output = try Self.pipe()
        let errors = try Self.pipe()
        let child = try start(output: output.writer, errors: errors.writer)
        sallyport_close(output.writer)
        sallyport_close(errors.writer)
        var collected = [PipeText(output.reader), PipeText(errors.reader)]
        defer { for text in collected { sallyport_close(text.reader) } }
        let clock = ContinuousClock()
        let start = clock.now
        var pause = Duration.milliseconds(1)
        var status: Int32 = 0
        var hasEnded = false
        while true {
            for index in collected.indices { collected[index].take() }
            // Whoever it has left behind may keep the pipes open: what came until its own end is enough.
            if hasEnded { break }
            hasEnded = sallyport_reap(child, &status) == 1
            if hasEnded { continue }
            do {
                guard start.duration(to: clock.now) < limit else {
                    throw DaemonError("\(words[0]) does not end within \(limit)", advice: "run it by hand")
                }
                try await Pause.pass(pause)
            } catch {
                Self.kill(child)
                throw error
            }
            pause = min(pause * 2, .milliseconds(20))
        }
        return ProgramResult(status: status, output: collected[0].text, errors: collected[1].text)
    }

    /// Starts it with these descriptors, -1 for /dev/null.
    func start(output: Int32, errors: Int32, ownSession: Bool = false) throws(DaemonError) -> Int32 {
        func joined(_ texts: [String]) -> [CChar] {
            texts.flatMap { Array($0.utf8) + [0] }.map { CChar(bitPattern: $0) }
        }
        guard !(words + variables).contains(where: { $0.utf8.contains(0) }) else {
            throw DaemonError("an argument of \(words[0]) has a NUL byte in it")
        }
        let pid = sallyport_spawn_program(
            joined(words), Int32(words.count), joined(variables), Int32(variables.count), -1, output, errors,
            ownSession ? 1 : 0)
        guard pid > 0 else {
            throw DaemonError("could not start \(words[0])", code: pid, advice: "install it, or free memory")
        }
        return pid
    }

    /// Ends a child that is in the way, and takes its status, which SIGKILL brings within moments.
    private static func kill(_ child: Int32) {
        guard let process = try? Descriptor(sallyport_open_process(child), "") else { return }
        _ = sallyport_signal_process(process.raw, SIGKILL)
        _ = sallyport_has_ended(process.raw, 100)
        var status: Int32 = 0
        _ = sallyport_reap(child, &status)
    }

    private static func pipe() throws(DaemonError) -> (reader: Int32, writer: Int32) {
        var ends: [Int32] = [-1, -1]
        let code = sallyport_open_output_pipe(&ends)
        guard code == 0 else { throw DaemonError("could not make a pipe", code: code) }
        return (ends[0], ends[1])
    }
}

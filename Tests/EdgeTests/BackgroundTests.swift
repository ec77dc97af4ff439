import Glibc
import TestSupport
import Testing

extension EdgeTests {
    @Suite("Going to the background")
    struct BackgroundTests {
        private func start(_ word: String, terminal: ChildProcess.Terminal = .noInput) throws -> ChildProcess {
            try ChildProcess(try Repository.program("edge-probe"), ["background", word], terminal: terminal)
        }

        /// The numbers of the second process's line: its pid, its parent's, its group.
        private func second(of first: ChildProcess) throws -> [pid_t] {
            let line = try first.errors.waitForLine(containing: "second ")
            #expect(line.hasSuffix(" -"), "the variable is still there: \(line)")
            return line.split(separator: " ").compactMap { pid_t($0) }
        }

        @Test("when it is ready the first process exits with 0; the second leads a session and holds no output")
        func ready() async throws {
            try await OwnThread.run {
                let first = try start("ready")
                let numbers = try second(of: first)
                #expect(numbers[1] == first.pid && numbers[2] == first.pid)
                #expect(try first.waitForExit() == .exited(0))
                _ = try first.output.waitForEnd()
                _ = try first.errors.waitForEnd()
                #expect(getsid(numbers[0]) == numbers[0])
                let descriptors = try ProcessReadings.descriptors(of: numbers[0])
                // The readiness pipe may be there for a moment more.
                #expect(descriptors.prefix(3) == ["/dev/null", "/dev/null", "/dev/null"])
                kill(numbers[0], SIGKILL)
            }
        }

        @Test(
            "a second process that ends first gives its status, or 255 when a signal ended it",
            arguments: [("exit", 7), ("die", 255), ("failed", 42)])
        func ended(word: String, status: Int32) async throws {
            try await OwnThread.run {
                let first = try start(word)
                #expect(try first.waitForExit() == .exited(status))
            }
        }

        @Test(
            "a signal to the first process reaches the second, and the end is no success", arguments: [SIGINT, SIGTERM])
        func signalled(signal: Int32) async throws {
            try await OwnThread.run {
                let first = try start("wait")
                let numbers = try second(of: first)
                first.send(signal)
                #expect(try first.waitForExit() == .exited(255))
                #expect(kill(numbers[0], 0) == -1)
            }
        }

        @Test("the second process asks on the terminal, and Ctrl-C on the question ends both")
        func terminal() async throws {
            try await OwnThread.run {
                let first = try start("ask", terminal: .pty)
                try first.output.waitForLine(containing: "Secret: ")
                try first.type("sesame\n")
                try first.output.waitForLine(containing: "got sesame")
                #expect(try first.waitForExit() == .exited(0))
                let pid = try #require(first.output.text.split(separator: " ").dropFirst().first.flatMap { pid_t($0) })
                kill(pid, SIGKILL)

                let other = try start("ask", terminal: .pty)
                try other.output.waitForLine(containing: "Secret: ")
                try other.type("\u{3}")
                #expect(try other.waitForExit() != .exited(0))
            }
        }
    }
}

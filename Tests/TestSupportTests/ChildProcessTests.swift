import Foundation
import TestSupport
import Testing

@Suite("A child process is talked to, waited for and always ended")
struct ChildProcessTests {
    @Test("its lines, its errors and its exit code are seen")
    func pipes() async throws {
        try await OwnThread.run {
            let script = "read x; echo got $x; echo bad >&2; exit 3"
            let child = try ChildProcess("/bin/sh", ["-c", script], terminal: .pipes)
            try child.type("this\n")
            #expect(try child.output.waitForLine(containing: "got") == "got this")
            #expect(try child.errors.waitForEnd() == "bad\n")
            #expect(try child.waitForExit() == .exited(3))
        }
    }

    @Test("ssh-keygen asks for a passphrase on the terminal and gets it")
    func terminal() async throws {
        try await OwnThread.run {
            let folder = try TemporaryFolder()
            let key = folder.path("locked")
            let maker = try ChildProcess("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "sesame", "-f", key])
            #expect(try maker.waitForExit() == .exited(0))
            let reader = try ChildProcess("/usr/bin/ssh-keygen", ["-y", "-f", key], terminal: .pty)
            try reader.output.waitForLine(containing: "Enter passphrase")
            try reader.type("sesame\n")
            try reader.output.waitForLine(containing: "ssh-ed25519 ")
            #expect(try reader.waitForExit() == .exited(0))
        }
    }

    @Test("a signal ends it, and so does letting go of it")
    func signals() async throws {
        try await OwnThread.run {
            let child = try ChildProcess("/bin/cat", [], terminal: .pipes)
            child.send(SIGTERM)
            #expect(try child.waitForExit() == .signalled(SIGTERM))
            var second: ChildProcess? = try ChildProcess("/bin/cat", [], terminal: .pipes)
            let output = try #require(second?.output)
            second = nil
            #expect(try output.waitForEnd().isEmpty)
        }
    }

    @Test("a child inherits no descriptor of the tests")
    func closed() async throws {
        try await OwnThread.run {
            let echo = try EchoServer()
            let client = try TCPClient(port: echo.port)
            try echo.server.waitForAccepted(1)
            let child = try ChildProcess("/bin/cat", [], terminal: .pipes)
            try child.type("x\n")
            try child.output.waitForLine(containing: "x")
            let descriptors = try child.readings().descriptors
            #expect(descriptors.count == 3, "\(descriptors)")
            withExtendedLifetime(client) {}
        }
    }

    @Test("a line that never comes fails with all output so far")
    func late() async throws {
        try await OwnThread.run {
            let child = try ChildProcess("/bin/echo", ["something else"])
            let error = #expect(throws: RigError.self) { try child.output.waitForLine(containing: "absent") }
            #expect(error?.description.contains("something else") == true)
        }
    }
}

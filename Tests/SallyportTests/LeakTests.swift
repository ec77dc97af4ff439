import TestSupport
import Testing

extension ProgramTests {
    @Suite("Nothing is left behind")
    struct LeakTests {
        @Test("10,000 connections later memory and descriptors are where they were, in the program and in sshd")
        func connections() async throws {
            let echo = try EchoServer()
            let sshd = try SSHDFixture(SSHDOptions(logLevel: "ERROR"))
            let tunnel = try await OwnThread.run {
                let reserved = try RefusedPort()
                let forward = ["-L", "127.0.0.1:\(reserved.port):127.0.0.1:\(echo.port)"]
                let child = try ChildProcess(Program.sallyport.path, Words.login(to: sshd, options: forward + ["-v"]))
                try child.errors.waitForLine(containing: Tunnel.readyLine)
                return (child: child, reserved: reserved)
            }
            let (child, port) = (tunnel.child, tunnel.reserved.port)
            try await Self.connect(1_000, to: port)
            try await OwnThread.run { try echo.server.waitForLive(0) }
            let before = try child.readings()
            let far = sshd.sessionDescriptors().count
            try await Self.connect(10_000, to: port)
            try await OwnThread.run { try echo.server.waitForLive(0) }
            let after = try child.readings()
            let growth = after.anonymousBytes - before.anonymousBytes
            // 26 bytes a connection would show.
            #expect(growth <= 256 << 10, "\(growth) bytes")
            #expect(after.descriptors.count == before.descriptors.count)
            #expect(sshd.sessionDescriptors().count == far)
        }

        /// Opens, uses and closes `count` connections, sixteen at a time, in all the ways that there are to close. Each
        /// waits for its answer: a crowd that does not would be a new peak of memory, which is no leak.
        private static func connect(_ count: Int, to port: UInt16) async throws {
            try await withThrowingTaskGroup(of: Void.self) { workers in
                for worker in 0..<16 {
                    workers.addTask {
                        try await OwnThread.run {
                            for number in stride(from: worker, to: count, by: 16) { try connect(number, port) }
                        }
                    }
                }
                try await workers.waitForAll()
            }
        }

        private static func connect(_ number: Int, _ port: UInt16) throws {
            let client = try TCPClient(port: port)
            try client.send("byte")
            if number % 4 == 0 { client.finish() }
            _ = try client.receive(exactly: 4)
            switch number % 4 {
            case 0: _ = try client.receiveToEnd()
            case 1: client.reset()
            case 2: client.close()
            default:
                client.finish()
                _ = try client.receiveToEnd()
            }
        }
    }
}

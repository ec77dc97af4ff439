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
            #expect(after.anonymousBytes - before.anonymousBytes <= 1 << 20)
            #expect(after.descriptors.count == before.descriptors.count)
            #expect(sshd.sessionDescriptors().count == far)
        }

        /// Opens, uses and closes `count` connections, sixteen at a time, in all the ways that there are to close.
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
            switch number % 4 {
            case 0: client.close()
            case 1:
                try client.send("byte")
                _ = try client.receive(exactly: 4)
                client.reset()
            default:
                try client.send("byte")
                client.finish()
                guard try client.receiveToEnd() == Array("byte".utf8) else { throw RigError("not what was sent") }
            }
        }
    }
}

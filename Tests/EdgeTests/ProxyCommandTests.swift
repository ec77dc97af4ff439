import Glibc
import Link
import NIOCore
import NIOPosix
import TestSupport
import Testing

extension EdgeTests {
    @Suite("A ProxyCommand's process")
    struct ProxyCommandTests {
        private let group = MultiThreadedEventLoopGroup.singleton

        /// What the command writes until it ends, after it was sent `text`.
        private func output(of command: String, sending text: String = "") async throws -> (String, CInt) {
            let process = try await ProxyCommandProcess.start(command, shell: "/bin/sh", on: group.next())
            let whole = try await process.channel.eventLoop.submit {
                let reader = WholeOutput(process.channel.eventLoop.makePromise())
                try process.channel.pipeline.syncOperations.addHandler(reader)
                return reader.whole.futureResult
            }.get()
            if !text.isEmpty { try await process.channel.writeAndFlush(ByteBuffer(string: text)).get() }
            // It may have ended by now, and then has been read to its end.
            try? await process.channel.setOption(.autoRead, value: true).get()
            return (try await whole.get(), try await process.ended.get())
        }

        @Test("bytes go both ways, and its end closes the channel with its status")
        func bothWays() async throws {
            // Often enough that it sometimes ends before anybody has asked for its words.
            for _ in 0..<40 {
                let (text, status) = try await output(of: "sh -c 'read x; echo \"<$x>\"; exit 5'", sending: "hello\n")
                #expect(text == "<hello>\n")
                #expect(status == 5)
            }
        }

        @Test("it has three descriptors, default signals and our process group")
        func surroundings() async throws {
            signal(SIGPIPE, SIG_IGN)
            let command =
                "sh -c 'ls /proc/$$/fd; grep -E \"SigBlk|SigIgn\" /proc/self/status; cut -d\" \" -f5 /proc/$$/stat'"
            let lines = try await output(of: command).0.split(separator: "\n").map(String.init)
            #expect(lines.prefix(3) == ["0", "1", "2"])
            #expect(lines.contains("SigBlk:\t0000000000000000"))
            let ignored = try #require(lines.first { $0.hasPrefix("SigIgn") }?.suffix(16))
            #expect((UInt64(ignored, radix: 16) ?? ~0) & (1 << UInt64(SIGPIPE - 1)) == 0)
            #expect(lines.last == String(getpgrp()))
        }

        @Test("closing the channel hangs it up, and it is reaped")
        func closed() async throws {
            let process = try await ProxyCommandProcess.start("cat", shell: "/bin/sh", on: group.next())
            #expect(kill(process.pid, 0) == 0)
            try await process.channel.close().get()
            let status = try await process.ended.get()
            #expect(status == 0 || status == 128 + SIGHUP)
            #expect(kill(process.pid, 0) == -1 && errno == ESRCH)
        }

        @Test("a process that hears neither the hang-up nor the end of input is ended all the same")
        func stubborn() async throws {
            let command = "sh -c 'trap \"\" HUP; echo up; exec sleep 60'"
            let process = try await ProxyCommandProcess.start(command, shell: "/bin/sh", on: group.next())
            let first = try await process.channel.eventLoop.submit {
                let reader = FirstOutput(process.channel.eventLoop.makePromise())
                try process.channel.pipeline.syncOperations.addHandler(reader)
                process.channel.read()
                return reader.first.futureResult
            }.get()
            try await first.get()
            try await process.channel.close().get()
            #expect(try await process.ended.get() == 128 + SIGTERM)
        }

        @Test("a shell that is not there says so")
        func noShell() async throws {
            await #expect(throws: IOError.self) {
                _ = try await ProxyCommandProcess.start("cat", shell: "/nonexistent/sh", on: group.next())
            }
        }
    }
}

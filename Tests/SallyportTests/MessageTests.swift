import TestSupport
import Testing

extension ProgramTests {
    /// Each is run with the program and, beside it, with ssh: the lines must be the same but for the program's name.
    @Suite("Bad input gets ssh's lines and ssh's status")
    struct MessageTests {
        private static func expectSame(_ words: [String]) async throws {
            let (ours, theirs) = try await OwnThread.run { (try Ending(.sallyport, words), try Ending(.ssh, words)) }
            #expect(ours.plainLines == theirs.plainLines)
            #expect(ours.status == theirs.status)
            #expect(ours.status == .exited(255))
            #expect(!ours.lines.isEmpty)
            #expect(ours.output.isEmpty)
        }

        @Test(
            "a forward that means nothing",
            arguments: ["1:2", "0:a:1", "70000:a:1", "a:b:c:d:e", "", "::", "1:a:", "x", "1:a:0", "[::1:1:a:1"])
        func badForward(spec: String) async throws {
            try await Self.expectSame(Words.bare + ["-L", spec, "host"])
        }

        @Test(
            "an option that means nothing",
            arguments: [
                ["-o", "Foo=1"], ["-o", "StrictHostKeyChecking=maybe"], ["-p", "0"], ["-p", "x"], ["-p", "65536"],
                ["-o", "Port=x"], ["-o", "ServerAliveInterval=x"], ["-o", "BatchMode"],
            ])
        func badOption(words: [String]) async throws {
            try await Self.expectSame(["-F", "none", "-N"] + words + ["host"])
        }

        @Test("a host that is unknown")
        func unknownHost() async throws {
            try await Self.expectSame(Words.bare + ["no-such-host.invalid"])
        }

        @Test("a host of the other family")
        func otherFamily() async throws {
            try await Self.expectSame(Words.bare + ["-6", "127.0.0.1"])
        }

        @Test("a port that refuses, by option and by URI")
        func refused() async throws {
            let nobody = try RefusedPort()
            try await Self.expectSame(Words.bare + ["-p", String(nobody.port), "127.0.0.1"])
            try await Self.expectSame(Words.bare + ["ssh://someone@127.0.0.1:\(nobody.port)"])
        }

        @Test("-q says nothing and keeps the status")
        func quiet() async throws {
            let nobody = try RefusedPort()
            for program in Program.allCases {
                let end = try await OwnThread.run {
                    try Ending(program, Words.bare + ["-q", "-p", String(nobody.port), "127.0.0.1"])
                }
                #expect(end.lines.isEmpty)
                #expect(end.status == .exited(255))
            }
        }

        @Test("no destination, and a letter that there is not", arguments: [[], ["-z", "host"], ["-p"]])
        func usage(words: [String]) async throws {
            let (ours, theirs) = try await OwnThread.run { (try Ending(.sallyport, words), try Ending(.ssh, words)) }
            #expect(ours.status == .exited(255))
            let usage = theirs.lines.firstIndex { $0.hasPrefix("usage:") } ?? 0
            #expect(ours.lines.prefix(usage) == theirs.lines.prefix(usage))
            #expect(ours.lines.dropFirst(usage).first?.hasPrefix("usage: sallyport ") == true)
        }

        @Test("-V prints one line to standard error and succeeds")
        func version() async throws {
            let end = try await OwnThread.run { try Ending(.sallyport, ["-V"]) }
            #expect(end.status == .exited(0))
            #expect(end.lines.count == 1)
            #expect(end.lines.first?.hasPrefix("Sallyport_") == true)
            #expect(end.output.isEmpty)
        }

        @Test(
            "what ssh has and sallyport has not is refused, never ignored",
            arguments: ["-s", "-y"])
        func unsupported(flag: String) async throws {
            let end = try await OwnThread.run { try Ending(.sallyport, [flag, "host"]) }
            #expect(end.status == .exited(255))
            #expect(end.lines.count == 1)
            #expect(end.lines.first?.contains("option \(flag) is not supported") == true)
        }
    }
}

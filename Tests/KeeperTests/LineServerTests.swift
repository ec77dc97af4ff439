import Glibc
import Keeper
import NIOCore
import TestSupport
import Testing

@Suite("The keeper's socket")
struct LineServerTests {
    private let uid = getuid()

    @Test("each line is answered, in order, and the peer is known by its user id")
    func answers() async throws {
        let uid = uid
        try await LineService().serve { path in
            let text = try await LineService.exchange(path, sending: Array("one\ntwo\nthree\n".utf8), lines: 3)
            #expect(text == "\(uid): one\n\(uid): two\n\(uid): three\n")
        }
    }

    @Test("a client that has shut its sending half still gets its answer, and is then let go")
    func halfClosed() async throws {
        let uid = uid
        try await LineService().serve { path in
            let text = try await OwnThread.run {
                let client = try UnixClient(path: path)
                try client.send(Array("one\n".utf8))
                client.finish()
                return try client.read()
            }
            #expect(text == "\(uid): one\n")
        }
    }

    @Test("a line of the longest length passes, and one byte more is refused in one line")
    func lengths() async throws {
        let uid = uid
        try await LineService(LineLimits(lineByteCount: 1_000)).serve { path in
            let longest = String(repeating: "x", count: 1_000)
            let passed = try await LineService.exchange(path, sending: Array((longest + "\n").utf8), lines: 1)
            #expect(passed == "\(uid): \(longest)\n")
            for bytes in [longest + "x\n", longest + "x", String(repeating: "x", count: 300_000)] {
                let refused = try await LineService.exchange(path, sending: Array(bytes.utf8))
                #expect(refused == "no: the request is longer than 1000 bytes\n")
            }
        }
    }

    @Test("a client that sends nothing, or half a line, is told so and hung up on")
    func slow() async throws {
        try await LineService(LineLimits(lineTime: .milliseconds(200))).serve { path in
            for bytes in ["", "half"] {
                let text = try await LineService.exchange(path, sending: Array(bytes.utf8))
                #expect(text == "no: the request did not come in time\n")
            }
        }
    }

    @Test("a request that is not answered in time ends with one line")
    func unanswered() async throws {
        let service = try LineService(LineLimits(answerTime: .milliseconds(200)))
        try await service.serve(answer: { _, _, _ in
            let (ends, _) = AsyncStream.makeStream(of: Void.self)
            for await _ in ends {}
            return ByteBuffer(string: "late\n")
        }) { path in
            let text = try await LineService.exchange(path, sending: Array("one\n".utf8))
            #expect(text == "no: the keeper is too busy: try again\n")
        }
    }

    @Test("a user who may not ask is told so before anything is read")
    func strangers() async throws {
        let uid = uid
        try await LineService().serve(admits: { _ in false }) { path in
            let text = try await LineService.exchange(path, sending: Array("one\n".utf8), lines: 1)
            #expect(text == "no: user id \(uid) may not use the keeper's socket\n")
        }
    }

    @Test("strangers who stay on the line hold up nobody")
    func crowded() async throws {
        let uid = uid
        try await LineService(LineLimits(clientCount: 1)).serve(admits: { _ in false }) { path in
            // A second each they had: far longer than the answer is waited for.
            var strangers: [Descriptor] = []
            for _ in 0..<60 { strangers.append(try UnixClient.silent(path: path)) }
            let text = try await LineService.exchange(path, sending: [], lines: 1)
            #expect(text == "no: user id \(uid) may not use the keeper's socket\n")
            strangers.removeAll()
        }
    }

    @Test("more clients than the bound wait their turn, and all are answered")
    func bounded() async throws {
        let uid = uid
        try await LineService(LineLimits(clientCount: 2)).serve { path in
            try await withThrowingTaskGroup(of: String.self) { tasks in
                for _ in 0..<20 {
                    tasks.addTask { try await LineService.exchange(path, sending: Array("one\n".utf8), lines: 1) }
                }
                for try await text in tasks { #expect(text == "\(uid): one\n") }
            }
        }
    }

    @Test("the blocking caller asks twice on one connection")
    func caller() async throws {
        let uid = uid
        try await LineService().serve { path in
            let texts = try await OwnThread.run {
                var call = try KeeperCall(path: path)
                return try ["a", "b"].map { word in
                    try call.send(Array((word + "\n").utf8))
                    return String(decoding: try call.receive(), as: UTF8.self)
                }
            }
            #expect(texts == ["\(uid): a", "\(uid): b"])
        }
    }

    @Test("an answer of many lines comes in parts, each in time, however long the whole takes")
    func parts() async throws {
        let service = try LineService(LineLimits(answerTime: .seconds(20)))
        try await service.serve(answer: { _, _, send in
            for number in 0..<2_000 {
                try await send(ByteBuffer(string: "\(number) \(String(repeating: "x", count: 900))\n"))
            }
            return ByteBuffer(string: "end\n")
        }) { path in
            let text = try await LineService.exchange(path, sending: Array("one\ntwo\n".utf8), lines: 4_002)
            let lines = text.split(separator: "\n")
            #expect(lines.count == 4_002)
            #expect(lines[1_999].hasPrefix("1999 ") && lines[2_000] == "end" && lines.last == "end")
        }
    }

    @Test("a keeper that is not there is one clear line")
    func nobody() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("keeper.sock")
        do {
            _ = try KeeperCall(path: path)
            Issue.record("it connected")
        } catch {
            #expect(error.summary == "the keeper does not run: \(path): No such file or directory")
            #expect(error.exitStatus == 69)
        }
    }
}

import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import Control

@Suite("The messages of a control socket")
struct ControlCodecTests {
    static let forward = ControlForward(
        type: 2, listenHost: "*", listenPort: 0, connectHost: "/run/ü.sock", connectPort: ControlNumber.pathPort)

    static let requests: [ControlRequest] = [
        .hello(version: 4), .aliveCheck(id: 1), .terminate(id: 2), .openForward(id: 3, forward),
        .closeForward(id: .max, forward), .stopListening(id: 5), .session(id: 6),
        .stdioForward(id: 7, host: "h", port: 22), .proxy(id: 8), .unknown(id: 9, type: 0x2000_0001),
    ]

    static let replies: [ControlReply] = [
        .hello(version: 4), .ok(id: 1), .permissionDenied(id: 2, reason: "no"), .failure(id: 3, reason: ""),
        .alive(id: 4, pid: 77), .remotePort(id: 5, port: 40_000), .unknown(id: 6, type: 0x8000_0006),
    ]

    @Test("a request comes back as it was written", arguments: requests)
    func requestRoundTrip(request: ControlRequest) throws {
        #expect(try ControlRequest(decoding: request.encoded) == request)
    }

    @Test("a reply comes back as it was written", arguments: replies)
    func replyRoundTrip(reply: ControlReply) throws {
        #expect(try ControlReply(decoding: reply.encoded) == reply)
    }

    @Test("a request that ends early anywhere is incomplete", arguments: requests)
    func cutRequest(request: ControlRequest) {
        for length in request.encoded.indices {
            #expect(throws: ControlMessageError.incomplete) {
                try ControlRequest(decoding: Array(request.encoded[..<length]))
            }
        }
    }

    @Test("a reply that ends early anywhere is incomplete", arguments: replies)
    func cutReply(reply: ControlReply) {
        for length in reply.encoded.indices {
            #expect(throws: ControlMessageError.incomplete) {
                try ControlReply(decoding: Array(reply.encoded[..<length]))
            }
        }
    }

    @Test("bytes after the last field are refused")
    func leftOver() {
        #expect(throws: ControlMessageError.leftOver(1)) {
            try ControlRequest(decoding: ControlRequest.aliveCheck(id: 1).encoded + [0])
        }
        #expect(throws: ControlMessageError.leftOver(4)) {
            try ControlReply(decoding: ControlReply.ok(id: 1).encoded + [0, 0, 0, 0])
        }
    }

    @Test("a name that is not text is refused", arguments: [[0xff], [0x61, 0]] as [[UInt8]])
    func notText(name: [UInt8]) {
        var writer = SSHWireWriter()
        writer.write(numbers: ControlNumber.openForward, 1, 1)
        writer.write(string: name)
        writer.write(numbers: 5, 0, 6)
        #expect(throws: ControlMessageError.notText) { try ControlRequest(decoding: writer.bytes) }
    }

    @Test("extensions in a greeting are passed over")
    func extensions() throws {
        var writer = SSHWireWriter()
        writer.write(numbers: ControlNumber.hello, 4)
        writer.write(string: "info".utf8)
        writer.write(string: [0, 0xff])
        #expect(try ControlRequest(decoding: writer.bytes) == .hello(version: 4))
        #expect(try ControlReply(decoding: writer.bytes) == .hello(version: 4))
    }

    @Test("damaged messages are an error or another message, never the end of the program")
    func fuzz() {
        var noise = SeededBytes(seed: 4)
        let seeds = Self.requests.map(\.encoded) + Self.replies.map(\.encoded)
        for round in 0..<20_000 {
            var bytes = seeds[round % seeds.count]
            for _ in 0...(round % 3) {
                let pick = noise.next(2)
                bytes[Int(pick[0]) % bytes.count] = pick[1]
            }
            if let request = try? ControlRequest(decoding: bytes), case .openForward(_, let forward) = request {
                #expect((try? ControlRequest(decoding: request.encoded)) == request)
                if let spec = forward.spec { #expect(ControlForward(spec)?.spec == spec) }
            }
            if let reply = try? ControlReply(decoding: bytes) {
                #expect((try? ControlReply(decoding: reply.encoded)) == reply)
            }
        }
    }

    @Test("messages cut at every byte come out whole, without the bytes that carry descriptors")
    func frames() throws {
        let bodies = Self.requests.map(\.encoded)
        var stream: [UInt8] = []
        for request in Self.requests {
            stream += ControlFrames.frame(request.encoded).readableBytesView
            stream += [UInt8](
                repeating: 0, count: ControlRequest.descriptorCount(type: ControlFields.type(of: request.encoded)))
        }
        for cut in stream.indices {
            var got: [[UInt8]] = []
            var buffer = ByteBuffer()
            for part in [stream[..<cut], stream[cut...]] {
                buffer.writeBytes(part)
                while let body = try ControlFrames(takesRequests: true).next(from: &buffer) { got.append(body) }
            }
            #expect(got == bodies)
        }
    }

    @Test(
        "a length below four or above 256 KiB is refused at once", arguments: [0, 3, 256 << 10 | 1, .max] as [UInt32])
    func lengths(length: UInt32) {
        #expect(throws: ControlMessageError.badLength(length)) {
            var buffer = ByteBuffer(integer: length)
            _ = try ControlFrames(takesRequests: false).next(from: &buffer)
        }
    }
}

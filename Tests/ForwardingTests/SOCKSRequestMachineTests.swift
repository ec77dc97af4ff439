import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import Forwarding

@Suite("What a SOCKS client asks for")
struct SOCKSRequestMachineTests {
    private typealias Action = SOCKSRequestMachine.Action

    /// The longest that anything can be before it is taken or refused: a request of SOCKS4a.
    private static let longestRequest = 8 + 256 + 256

    private func play(_ pieces: [some Collection<UInt8>]) -> (actions: [Action], rest: [UInt8]) {
        var machine = SOCKSRequestMachine()
        var actions: [Action] = []
        var late: [UInt8] = []
        for piece in pieces {
            if case .connect? = actions.last {
                late += piece
            } else {
                actions += machine.receive(ByteBuffer(bytes: piece))
            }
        }
        return (actions, machine.takeRest().readableBytesView + late)
    }

    private func expected(_ request: SOCKSRequest) -> [Action] {
        request.replies.map { .reply($0) } + [.connect(request.target, request.version)]
    }

    @Test("a request is read the same wherever it is cut in two", arguments: SOCKSRequest.all)
    func everyCut(_ request: SOCKSRequest) {
        let bytes = request.bytes + Array("first bytes of the stream".utf8)
        for cut in 0...bytes.count {
            let (actions, rest) = play([bytes[..<cut], bytes[cut...]])
            #expect(actions == expected(request), "cut at \(cut)")
            #expect(rest == Array("first bytes of the stream".utf8), "cut at \(cut)")
        }
    }

    @Test("a request that comes byte by byte is whole with its last byte and not before", arguments: SOCKSRequest.all)
    func byteByByte(_ request: SOCKSRequest) {
        let (early, _) = play(request.bytes.dropLast().map { [$0] })
        #expect(early == request.replies.map { .reply($0) })
        let (actions, rest) = play(request.bytes.map { [$0] })
        #expect(actions == expected(request))
        #expect(rest.isEmpty)
    }

    @Test("nothing comes of nothing")
    func empty() {
        #expect(play([[UInt8]()]).actions.isEmpty)
    }

    /// What must be refused: the bytes, why, and what is answered.
    private static let refused: [(bytes: [UInt8], reason: SOCKSRefusal, reply: [UInt8])] = [
        (Array("GET / HTTP/1.1\r\n".utf8), .version(0x47), []),
        ([0], .version(0), []),
        ([4, 2, 0, 80, 1, 2, 3, 4, 0], .command(2), [0, 91, 0, 0, 0, 0, 0, 0]),
        ([4, 1, 0, 80, 0, 0, 0, 1, 0, 0], .malformed, [0, 91, 0, 0, 0, 0, 0, 0]),
        ([4, 1, 0, 80, 1, 2, 3, 4] + Array(repeating: 65, count: 256), .malformed, [0, 91, 0, 0, 0, 0, 0, 0]),
        ([4, 1, 0, 80, 0, 0, 0, 1, 0] + Array(repeating: 65, count: 256), .malformed, [0, 91, 0, 0, 0, 0, 0, 0]),
        ([4, 1, 0, 80, 0, 0, 0, 1, 0] + Array("two words\0".utf8), .malformed, [0, 91, 0, 0, 0, 0, 0, 0]),
        ([5, 0], .method, [5, 0xFF]),
        ([5, 1, 2], .method, [5, 0xFF]),
        ([5, 2, 1, 2], .method, [5, 0xFF]),
        ([5, 1, 0, 4], .malformed, [5, 1, 0, 1, 0, 0, 0, 0, 0, 0]),
        ([5, 1, 0, 5, 2], .command(2), [5, 7, 0, 1, 0, 0, 0, 0, 0, 0]),
        ([5, 1, 0, 5, 3, 0, 1, 0, 0, 0, 0, 0, 9], .command(3), [5, 7, 0, 1, 0, 0, 0, 0, 0, 0]),
        ([5, 1, 0, 5, 1, 0, 2], .addressType(2), [5, 8, 0, 1, 0, 0, 0, 0, 0, 0]),
        ([5, 1, 0, 5, 1, 0, 3, 0, 0, 80], .malformed, [5, 1, 0, 1, 0, 0, 0, 0, 0, 0]),
        ([5, 1, 0, 5, 1, 0, 3, 3, 97, 10, 98, 0, 80], .malformed, [5, 1, 0, 1, 0, 0, 0, 0, 0, 0]),
        ([5, 1, 0, 5, 1, 0, 3, 2, 0xC3, 0x28, 0, 80], .malformed, [5, 1, 0, 1, 0, 0, 0, 0, 0, 0]),
    ]

    @Test("what cannot be met is refused with the right code, and is over", arguments: refused.indices)
    func refusals(_ index: Int) {
        let (bytes, reason, reply) = Self.refused[index]
        for pieces in [[bytes], bytes.map { [$0] }] {
            let (actions, rest) = play(pieces + [[5, 1, 0]])
            #expect(actions.last == .refuse(reason, reply: reply))
            #expect(actions.count { if case .refuse = $0 { true } else { false } } == 1)
            #expect(rest.isEmpty)
        }
    }

    @Test("bytes by chance are taken or refused before they are longer than the longest request")
    func fuzz() {
        for seed in 1...1000 as ClosedRange<UInt64> {
            var source = SeededBytes(seed: seed)
            var bytes = source.next(Self.longestRequest)
            // Most would be refused at once: half begin as a request does.
            if seed % 4 == 1 { bytes.replaceSubrange(0..<2, with: [4, 1]) }
            if seed % 4 == 3 { bytes.replaceSubrange(0..<7, with: [5, 1, 0, 5, 1, 0, 3]) }
            var machine = SOCKSRequestMachine()
            var actions: [Action] = []
            var left = bytes[...]
            while !left.isEmpty, !Self.isOver(actions) {
                let count = Int(source.next(1)[0] % 9) + 1
                actions += machine.receive(ByteBuffer(bytes: left.prefix(count)))
                left = left.dropFirst(count)
            }
            #expect(Self.isOver(actions), "seed \(seed)")
        }
    }

    private static func isOver(_ actions: [Action]) -> Bool {
        switch actions.last {
        case .connect, .refuse: true
        case .reply, nil: false
        }
    }
}

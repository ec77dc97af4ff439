import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import Forwarding

extension ForwardsOverSSHDTests {
    @Suite("A remote forward without a target over a real sshd")
    struct ReverseSOCKSTests {
        @Test(
            "curl gets its page by every kind of SOCKS",
            arguments: ["--socks4", "--socks4a", "--socks5", "--socks5-hostname"])
        func curl(_ kind: String) async throws {
            let rig = try await ForwardingRig()
            let server = try HTTPServer()
            let port = try await rig.remote(to: .socks)
            let page = try await HTTPServer.curl([kind, "127.0.0.1:\(port)", "http://localhost:\(server.port)/"])
            #expect(page == "hello\n")
            #expect(try await rig.settle(after: 1) == 0)
            try await rig.stop()
        }

        @Test("the first bytes may come with the request, and a client may finish at once")
        func hasty() async throws {
            let rig = try await ForwardingRig()
            let echo = try EchoServer()
            let port = try await rig.remote(to: .socks)
            for _ in 0..<50 {
                try await OwnThread.run {
                    let client = try TCPClient(port: port)
                    let request = SOCKSRequest.five(name: "127.0.0.1", port: echo.port)
                    try client.send(request.bytes + Array("first words".utf8))
                    client.finish()
                    #expect(try client.receiveToEnd() == [5, 0] + SOCKSVersion.five.grant + Array("first words".utf8))
                }
            }
            #expect(try await rig.settle(after: 50) == 0)
            try await rig.stop()
        }

        @Test("a failed dial becomes the right code, which arrives before the end")
        func refusals() async throws {
            let rig = try await ForwardingRig()
            let closed = try RefusedPort()
            let port = try await rig.remote(to: .socks)
            let asked = [
                (Endpoint(host: "127.0.0.1", port: closed.port), 5), (Endpoint(host: "nowhere.invalid", port: 1), 4),
            ]
            for (target, code) in asked {
                try await OwnThread.run {
                    let client = try SOCKSClient(port: port)
                    let answer = try client.ask(for: target)
                    #expect(answer == [5, 0, 5, UInt8(code), 0, 1, 0, 0, 0, 0, 0, 0], "\(answer) for \(target)")
                    #expect(try client.socket.receiveToEnd().isEmpty)
                }
            }
            #expect(try await rig.settle(after: 2) == 0)
            try await rig.stop()
        }

        @Test("8 MiB arrive unharmed, half of them sent before the answer was read")
        func bulk() async throws {
            let rig = try await ForwardingRig()
            let sink = try SinkServer()
            let port = try await rig.remote(to: .socks)
            let count = 8 << 20
            try await OwnThread.run {
                let client = try TCPClient(port: port)
                var bytes = SeededBytes(seed: 3)
                let request = SOCKSRequest.four([127, 0, 0, 1], port: sink.port, host: "127.0.0.1").bytes
                try client.send(request + bytes.next(count / 2))
                #expect(try client.receive(exactly: 8) == SOCKSVersion.four.grant)
                try client.send(bytes.next(count / 2))
                client.finish()
                #expect(try sink.receipt().sha256 == Digest256.hex(seed: 3, count: count))
            }
            try await rig.stop()
        }

        @Test("what is no request is closed, with its reason told: nonsense, silence, a client that goes away")
        func noRequest() async throws {
            let rig = try await ForwardingRig(requestTime: .milliseconds(200))
            let port = try await rig.remote(to: .socks)
            try await OwnThread.run {
                let browser = try TCPClient(port: port)
                try browser.send("GET / HTTP/1.1\r\n")
                _ = try? browser.receiveToEnd()
                let silent = try TCPClient(port: port)
                try silent.send([5, 1])
                _ = try? silent.receiveToEnd()
                let gone = try TCPClient(port: port)
                try gone.send([4, 1])
                gone.finish()
                _ = try? gone.receiveToEnd()
                let udp = try TCPClient(port: port)
                try udp.send([5, 1, 0, 5, 3, 0, 1, 0, 0, 0, 0, 0, 0])
                #expect(try udp.receiveToEnd() == [5, 0] + SOCKSVersion.five.refusal(.commandNotSupported))
            }
            #expect(try await rig.settle(after: 4) == 0)
            let reasons = rig.events.value.compactMap {
                if case .socksRefused(_, let reason) = $0 { reason } else { nil }
            }
            #expect(reasons == [.version(0x47), .late, .incomplete, .command(3)])
            try await rig.stop()
        }
    }
}

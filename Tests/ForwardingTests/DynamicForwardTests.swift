import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import Forwarding

extension ForwardsOverSSHDTests {
    @Suite("A dynamic forward over a real sshd")
    struct DynamicForwardTests {
        @Test(
            "curl gets its page by every kind of SOCKS",
            arguments: ["--socks4", "--socks4a", "--socks5", "--socks5-hostname"])
        func curl(_ kind: String) async throws {
            let rig = try await ForwardingRig()
            let server = try HTTPServer()
            let port = try await rig.proxy()
            let page = try await HTTPServer.curl([kind, "127.0.0.1:\(port)", "http://localhost:\(server.port)/"])
            #expect(page == "hello\n")
            #expect(try await rig.settle(after: 1) == 1)
            try await rig.stop()
        }

        @Test("what the server says of a failure becomes the right code, and only that connection is closed")
        func refusals() async throws {
            let open = try EchoServer()
            let closed = try RefusedPort()
            let options = try SSHDOptions(
                lines: ["PermitOpen 127.0.0.1:\(open.port) 127.0.0.1:\(closed.port) nowhere.invalid:80"])
            let rig = try await ForwardingRig(options)
            let port = try await rig.proxy()
            let asked: [(Endpoint, UInt8)] = [
                (Endpoint(host: "127.0.0.1", port: closed.port), 5), (Endpoint(host: "127.0.0.1", port: 1), 2),
                (Endpoint(host: "nowhere.invalid", port: 80), 4),
            ]
            for (target, code) in asked {
                try await OwnThread.run {
                    let client = try SOCKSClient(port: port)
                    #expect(try client.ask(for: target) == [5, 0, 5, code, 0, 1, 0, 0, 0, 0, 0, 0])
                    #expect(try client.socket.receiveToEnd().isEmpty)
                }
            }
            try await OwnThread.run {
                let old = try TCPClient(port: port)
                let request = SOCKSRequest.four([127, 0, 0, 1], port: closed.port, host: "127.0.0.1")
                try old.send(request.bytes)
                #expect(try old.receiveToEnd() == [0, 91, 0, 0, 0, 0, 0, 0])
                _ = try SOCKSClient.connected(to: Endpoint(host: "127.0.0.1", port: open.port), by: port)
            }
            #expect(try await rig.settle(after: 5) == 1)
            let failure = try await rig.event {
                if case .openFailed(1, let to, let error) = $0 { (to, error) } else { nil }
            }
            #expect(failure.0.port == closed.port)
            #expect(failure.1.detail == "connect failed: Connection refused")
            try await rig.stop()
        }

        @Test("the first bytes may come with the request, and a client may finish at once")
        func hasty() async throws {
            let rig = try await ForwardingRig()
            let echo = try EchoServer()
            let port = try await rig.proxy()
            try await OwnThread.run {
                let client = try TCPClient(port: port)
                let request = SOCKSRequest.five(name: "127.0.0.1", port: echo.port)
                try client.send(request.bytes + Array("first words".utf8))
                client.finish()
                #expect(try client.receiveToEnd() == [5, 0] + SOCKSVersion.five.grant + Array("first words".utf8))
            }
            #expect(try await rig.settle(after: 1) == 1)
            try await rig.stop()
        }

        @Test("30 clients at once, each byte by byte, reach their own target")
        func many() async throws {
            let rig = try await ForwardingRig()
            let echo = try EchoServer()
            let port = try await rig.proxy()
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for number in 0..<30 {
                    tasks.addTask {
                        try await OwnThread.run {
                            let client = try TCPClient(port: port)
                            let request = SOCKSRequest.five(name: "localhost", port: echo.port)
                            for byte in request.bytes { try client.send([byte]) }
                            #expect(try client.receive(exactly: 12) == [5, 0] + SOCKSVersion.five.grant)
                            let mine = SeededBytes.first(1000, seed: UInt64(number))
                            try client.send(mine)
                            client.finish()
                            #expect(try client.receiveToEnd() == mine)
                        }
                    }
                }
                try await tasks.waitForAll()
            }
            #expect(try await rig.settle(after: 30) == 1)
            try await rig.stop()
        }

        @Test("16 MiB arrive unharmed in each direction, and each end is passed on")
        func bulk() async throws {
            let rig = try await ForwardingRig()
            let count = 16 << 20
            let (source, sink) = (try SourceServer(count, seed: 7, ending: .halfClose), try SinkServer())
            let port = try await rig.proxy()
            try await OwnThread.run {
                let down = try SOCKSClient.connected(to: Endpoint(host: "127.0.0.1", port: source.port), by: port)
                #expect(try down.digestToEnd().hex == Digest256.hex(seed: 7, count: count))
                down.close()
                let up = try SOCKSClient.connected(to: Endpoint(host: "127.0.0.1", port: sink.port), by: port)
                var bytes = SeededBytes(seed: 8)
                for _ in 0..<count / 65_536 { try up.send(bytes.next(65_536)) }
                up.finish()
                let receipt = try sink.receipt()
                #expect(receipt.sha256 == Digest256.hex(seed: 8, count: count) && receipt.isOrderly)
            }
            #expect(try await rig.settle(after: 2) == 1)
            try await rig.stop()
        }

        @Test("what is no request is closed, with its reason told: nonsense, silence, a client that goes away")
        func noRequest() async throws {
            let rig = try await ForwardingRig(requestTime: .milliseconds(200))
            let port = try await rig.proxy()
            try await OwnThread.run {
                let browser = try TCPClient(port: port)
                try browser.send("GET / HTTP/1.1\r\n")
                #expect(try browser.receiveToEnd().isEmpty)
                let silent = try TCPClient(port: port)
                try silent.send([5, 1])
                #expect(try silent.receiveToEnd().isEmpty)
                let gone = try TCPClient(port: port)
                try gone.send([4, 1])
                gone.finish()
                #expect(try gone.receiveToEnd().isEmpty)
                let udp = try TCPClient(port: port)
                try udp.send([5, 1, 0, 5, 3, 0, 1, 0, 0, 0, 0, 0, 0])
                #expect(try udp.receiveToEnd() == [5, 0] + SOCKSVersion.five.refusal(.commandNotSupported))
            }
            #expect(try await rig.settle(after: 4) == 1)
            let reasons = rig.events.value.compactMap {
                if case .socksRefused(_, let reason) = $0 { reason } else { nil }
            }
            #expect(reasons == [.version(0x47), .late, .incomplete, .command(3)])
            try await rig.stop()
        }

        @Test("a request that was met is not cut when the time for requests has passed")
        func patience() async throws {
            let rig = try await ForwardingRig(requestTime: .milliseconds(100))
            let echo = try EchoServer()
            let port = try await rig.proxy()
            let client = try await OwnThread.run {
                try SOCKSClient.connected(to: Endpoint(host: "127.0.0.1", port: echo.port), by: port)
            }
            // A second, silent client is cut after the first one's time has passed.
            try await OwnThread.run {
                let silent = try TCPClient(port: port)
                #expect(try silent.receiveToEnd().isEmpty)
            }
            try await OwnThread.run {
                try client.send("still there")
                #expect(try client.receive(exactly: 11) == Array("still there".utf8))
            }
            try await rig.stop()
        }
    }
}

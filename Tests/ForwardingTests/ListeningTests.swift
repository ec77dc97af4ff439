import Foundation
import NIOCore
import SSHTransport
import TestSupport
import Testing
import TunnelModel

@testable import Forwarding

extension ForwardsOverSSHDTests {
    @Suite("Where forwards listen")
    struct ListeningTests {
        private func forward(_ listen: ListenPoint, to port: UInt16) -> LocalForward {
            LocalForward(listen: listen, target: Endpoint(host: "127.0.0.1", port: port))
        }

        private func mode(_ path: String) throws -> Int {
            try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
        }

        @Test("a Unix socket is listened on, with ssh's mode or the one asked for, whatever the umask is")
        func unix() async throws {
            let rig = try await ForwardingRig()
            let server = try HTTPServer()
            let folder = try TemporaryFolder()
            let before = umask(0o022)
            for (name, mask, wanted) in [("usual", UInt32(0o177), 0o600), ("open", 0o111, 0o666), ("shut", 0o777, 0)] {
                let path = folder.path(name)
                let bound = await rig.forwarder.bind(forward(.unix(path: path, mask: mask), to: server.port))
                #expect(bound.listeners.map(\.place) == [.path(path)] && bound.failures.isEmpty)
                #expect(try mode(path) == wanted)
            }
            #expect(umask(before) == 0o022)
            let page = try await HTTPServer.curl(["--unix-socket", folder.path("usual"), "http://localhost/"])
            #expect(page == "hello\n")
            let origin = try await rig.event { if case .accepted(3, let from, _) = $0 { from } else { nil } }
            #expect(origin == Endpoint(host: "127.0.0.1", port: 65535))
            try await rig.stop()
        }

        @Test("a file in the way is an error in ssh's words, unless it is to be replaced")
        func unixInTheWay() async throws {
            let rig = try await ForwardingRig()
            let server = try HTTPServer()
            let folder = try TemporaryFolder()
            let path = try folder.write("precious", to: "taken")
            let refused = await rig.forwarder.bind(forward(.unix(path: path), to: server.port))
            #expect(refused.listeners.isEmpty)
            #expect(refused.failures == [ListenFailure(place: .path(path), words: "Address already in use")])
            let missing = folder.path("no/folder")
            let nowhere = await rig.forwarder.bind(forward(.unix(path: missing), to: server.port))
            #expect(nowhere.failures == [ListenFailure(place: .path(missing), words: "No such file or directory")])
            let long = folder.path(String(repeating: "x", count: 108))
            let tooLong = await rig.forwarder.bind(forward(.unix(path: long), to: server.port))
            #expect(tooLong.failures == [ListenFailure(place: .path(long), words: "File name too long")])
            let bound = await rig.forwarder.bind(forward(.unix(path: path, replaces: true), to: server.port))
            #expect(bound.failures.isEmpty)
            #expect(try await HTTPServer.curl(["--unix-socket", path, "http://localhost/"]) == "hello\n")
            await bound.stop()
            #expect(FileManager.default.fileExists(atPath: path))
            try await rig.stop()
        }

        @Test("a SOCKS proxy may listen on a Unix socket too")
        func unixProxy() async throws {
            let rig = try await ForwardingRig()
            let server = try HTTPServer()
            let path = try TemporaryFolder().path + "-socket"
            let bound = await rig.forwarder.bind(DynamicForward(listen: .unix(path: path)))
            #expect(bound.failures.isEmpty)
            let page = try await HTTPServer.curl([
                "-x", "socks5h://localhost\(path)", "http://127.0.0.1:\(server.port)/",
            ])
            #expect(page == "hello\n")
            unlink(path)
            try await rig.stop()
        }

        @Test("a name is bound on each of its addresses that are of the family")
        func names() async throws {
            let rig = try await ForwardingRig()
            let server = try HTTPServer()
            let port = try RefusedPort()
            let point = ListenPoint.tcp(hosts: ["localhost"], port: port.port, family: .inet)
            let bound = await rig.forwarder.bind(forward(point, to: server.port))
            #expect(bound.listeners.map(\.place) == [.address(host: "127.0.0.1", port: port.port)])
            #expect(bound.failures.isEmpty)
            #expect(try await HTTPServer.curl(["http://127.0.0.1:\(port.port)/"]) == "hello\n")
            let numeric = ListenPoint.tcp(hosts: ["127.0.0.1"], port: port.port, family: .inet6)
            let wrong = await rig.forwarder.bind(forward(numeric, to: server.port))
            #expect(wrong.listeners.isEmpty && wrong.failures.map(\.place) == [.name("127.0.0.1")])
            try await rig.stop()
        }

        @Test("a name without an address fails in the resolver's words and does not keep the others from being bound")
        func nameless() async throws {
            let rig = try await ForwardingRig()
            let port = try RefusedPort()
            let point = ListenPoint.tcp(hosts: ["nowhere.invalid", "127.0.0.1"], port: port.port)
            let bound = await rig.forwarder.bind(forward(point, to: 1))
            #expect(bound.failures.map(\.place) == [.name("nowhere.invalid")])
            #expect(bound.listeners.map(\.place) == [.address(host: "127.0.0.1", port: port.port)])
            try await rig.stop()
        }

        @Test("an address that is taken fails with the system's words")
        func taken() async throws {
            let rig = try await ForwardingRig()
            let server = try HTTPServer()
            let bound = await rig.forwarder.bind(forward(.tcp(hosts: ["127.0.0.1"], port: server.port), to: 1))
            let place = ListenPlace.address(host: "127.0.0.1", port: server.port)
            #expect(bound.failures == [ListenFailure(place: place, words: "Address already in use")])
            try await rig.stop()
        }

        @Test("a forward that stops listening keeps its connections, and its port is free at once")
        func stops() async throws {
            let rig = try await ForwardingRig()
            let echo = try EchoServer()
            let port = try RefusedPort()
            let point = ListenPoint.tcp(hosts: ["127.0.0.1"], port: port.port)
            let bound = await rig.forwarder.bind(forward(point, to: echo.port))
            let client = try await OwnThread.run {
                let client = try TCPClient(port: port.port)
                try client.send("before")
                #expect(try client.receive(exactly: 6) == Array("before".utf8))
                return client
            }
            await bound.stop()
            try await OwnThread.run {
                // A process that another test is just starting may hold a copy of the listener until its exec.
                let error = #expect(throws: RigError.self) {
                    for _ in 0..<10_000 { try TCPClient(port: port.port).close() }
                }
                #expect(error?.code == ECONNREFUSED)
                try client.send("after")
                #expect(try client.receive(exactly: 5) == Array("after".utf8))
            }
            let again = await rig.forwarder.bind(forward(point, to: echo.port))
            #expect(again.failures.isEmpty)
            try await rig.stop()
        }

        @Test("a reset of everything reaches clients that have yet to read, and gives all numbers back")
        func resetAll() async throws {
            let rig = try await ForwardingRig()
            let source = try SourceServer(64 << 20)
            let port = try RefusedPort()
            let point = ListenPoint.tcp(hosts: ["127.0.0.1"], port: port.port)
            _ = await rig.forwarder.bind(forward(point, to: source.port))
            let clients = try await OwnThread.run {
                let clients = try (0..<3).map { _ in try TCPClient(port: port.port) }
                for client in clients { try client.waitForInput() }
                return clients
            }
            let forwarder = rig.forwarder
            try await rig.connection.eventLoop.submit { forwarder.resetAll() }.get()
            try await OwnThread.run {
                for client in clients {
                    let error = #expect(throws: RigError.self) { try client.receiveToEnd() }
                    #expect(error?.code == ECONNRESET)
                }
            }
            #expect(try await rig.settle(after: 3) == 1)
            try await rig.stop()
        }
    }
}

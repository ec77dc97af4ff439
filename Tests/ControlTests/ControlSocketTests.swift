import Foundation
import NIOCore
import NIOPosix
import TestSupport
import Testing
import TunnelModel

@testable import Control

@Suite("The file and the clients of a control socket", .timeLimit(.minutes(2)))
struct ControlSocketTests {
    private static func make(_ path: String) throws -> ControlSocket {
        var generator = SystemRandomNumberGenerator()
        return try ControlSocket(path: path, generator: &generator)
    }

    @Test("the socket is for its owner alone, without any other file beside it, and goes at the end")
    func file() throws {
        let folder = try TemporaryFolder()
        let socket = try Self.make(folder.path("c"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["c"])
        let attributes = try FileManager.default.attributesOfItem(atPath: socket.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(attributes[.type] as? FileAttributeType == .typeSocket)
        socket.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test("a file that took its place is left alone at the end")
    func otherFile() throws {
        let folder = try TemporaryFolder()
        let socket = try Self.make(folder.path("c"))
        unlink(socket.path)
        try folder.write("mine", to: "c")
        socket.close()
        #expect(FileManager.default.fileExists(atPath: folder.path("c")))
    }

    @Test("a path that is taken is told in ssh's words, and is not fatal")
    func taken() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("c")
        let socket = try Self.make(path)
        defer { socket.close() }
        let error = #expect(throws: ControlSocketError.self) { try Self.make(path) }
        #expect(error?.summary == "ControlSocket \(path) already exists, disabling multiplexing")
        #expect(error?.isFatal == false)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["c"])
    }

    @Test("a path that is too long, or whose folder is not there, is fatal")
    func impossible() throws {
        let folder = try TemporaryFolder()
        let long = folder.path(String(repeating: "a", count: 91 - folder.path.utf8.count))
        let tooLong = #expect(throws: ControlSocketError.self) { try Self.make(long) }
        #expect(tooLong?.summary.hasSuffix("\" too long for Unix domain socket") == true)
        #expect(tooLong?.isFatal == true)
        try Self.make(String(long.dropLast(2))).close()
        let absent = #expect(throws: ControlSocketError.self) { try Self.make("/nonexistent/c") }
        #expect(absent?.summary.hasPrefix("unix_listener: cannot bind to path /nonexistent/c.") == true)
        #expect(absent?.summary.hasSuffix(": No such file or directory") == true)
    }

    @Test("a client that does not greet in time is dropped")
    func greetingDeadline() async throws {
        let rig = try ControlRig()
        try await rig.serve(greetingTime: .milliseconds(50)) {
            let hello = Array(ControlFrames.frame(ControlReply.hello(version: 4).encoded).readableBytesView)
            #expect(try await RawClient.exchange([], with: rig.path) == hello)
            try await rig.waitForEvent(.dropped("no answer in time"))
        }
    }

    @Test(
        "a client that sends nonsense is dropped without an answer",
        arguments: [
            ([0, 0, 0, 2, 1, 2], "message of 2 bytes"), ([0xff, 0, 0, 0], "message of 4278190080 bytes"),
            ([0, 0, 0, 8, 0x10, 0, 0, 4, 0, 0, 0, 1], "message of type 268435460 out of order"),
            ([0, 0, 0, 4, 0, 0, 0, 1], "incomplete message"),
        ] as [([UInt8], String)])
    func nonsense(bytes: [UInt8], words: String) async throws {
        let rig = try ControlRig()
        try await rig.serve {
            _ = try? await RawClient.exchange(bytes, with: rig.path)
            try await rig.waitForEvent(.dropped(words))
            let outcome = await ControlClient(path: rig.path, loop: MultiThreadedEventLoopGroup.singleton.next())
                .perform(.check)
            #expect(outcome.status == 0)
        }
    }

    @Test("a cancelled server drops its clients and removes its file")
    func cancelled() async throws {
        let rig = try ControlRig()
        let silent = Watched<(any Channel)?>(nil)
        try await rig.serve {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(unixDomainSocketPath: rig.path).get()
            silent.update { $0 = channel }
            // Clients are accepted in order: once this one is answered, the silent one has been taken.
            let client = ControlClient(path: rig.path, loop: MultiThreadedEventLoopGroup.singleton.next())
            #expect(await client.perform(.check).status == 0)
        }
        try await silent.value?.closeFuture.get()
        #expect(!FileManager.default.fileExists(atPath: rig.path))
    }
}

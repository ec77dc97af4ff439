import NIOCore
import TestSupport
import Testing
import TunnelModel

@testable import SSHEngine

extension AgainstSSHD {
    @Suite("running programs")
    struct ExecTests {
        /// sshd that logs at "debug" writes to a program's standard error.
        private let quiet = ["LogLevel INFO"]

        @Test("brings output, standard error and the exit status", arguments: [0, 7, 255])
        func status(expected: Int32) throws {
            let rig = try EngineRig.loggedIn(quiet)
            let id = try rig.exec("printf out; printf err >&2; exit \(expected)")
            try rig.waitForClose(id)
            #expect(rig.traces[id]?.text == "out")
            #expect(rig.traces[id]?.errorText == "err")
            #expect(rig.traces[id]?.exitStatus == expected)
            #expect(rig.traces[id]?.hasEnded == true)
        }

        @Test("gives the program its input and its end")
        func input() throws {
            let rig = try EngineRig.loggedIn()
            let id = try rig.exec("sha256sum | cut -c1-64; exit 3")
            var source = SeededBytes(seed: 41)
            rig.send(source.next(1 << 20), on: id, finishing: true)
            try rig.waitForClose(id)
            #expect(rig.traces[id]?.text == Digest256.hex(seed: 41, count: 1 << 20) + "\n")
            #expect(rig.traces[id]?.exitStatus == 3)
        }

        @Test("brings much output and much standard error at once")
        func bulk() throws {
            let rig = try EngineRig.loggedIn(quiet)
            let id = try rig.exec("head -c 1000000 /dev/zero & head -c 1000000 /dev/zero >&2; wait")
            try rig.waitForClose(id)
            #expect(rig.traces[id]?.bytes.readableBytes == 1_000_000)
            #expect(rig.traces[id]?.errorBytes.readableBytes == 1_000_000)
            #expect(rig.traces[id]?.exitStatus == 0)
        }

        @Test("does not take a program that a signal ended for one that succeeded")
        func killed() throws {
            let rig = try EngineRig.loggedIn()
            let id = try rig.exec("kill -9 $$")
            try rig.waitForClose(id)
            #expect(rig.traces[id]?.exitStatus == 255)
        }

        @Test("tells that the server allows no more sessions")
        func refused() throws {
            let rig = try EngineRig.loggedIn(["MaxSessions 1"])
            // The engine's own is the one.
            try rig.ping()
            let id = rig.engine.makeStreamID()
            rig.perform(.open(id, StreamRequest(.exec("true"))))
            let error = try rig.waitForFailedOpen(id)
            #expect(error.code == .openRefused)
            #expect(error.scope == .stream)
            try rig.ping()
        }
    }
}

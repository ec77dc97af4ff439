import Control
import Foundation
import NIOCore
import NIOPosix
import TestSupport
import Testing
import TunnelModel

@Suite("A control socket asked by the real ssh", .timeLimit(.minutes(2)))
struct ControlServerTests {
    private typealias Answer = ControlRig.Answer

    @Test("check names our process")
    func check() async throws {
        let rig = try ControlRig()
        try await rig.serve {
            let answer = try await ControlRig.ssh(["-O", "check"], on: rig.path)
            #expect(answer == Answer(errors: "Master running (pid=\(getpid()))\n"))
        }
    }

    @Test("forward hands over every specification, and prints the port that was picked")
    func forward() async throws {
        let rig = try ControlRig()
        try await rig.serve {
            let answer = try await ControlRig.ssh(
                ["-O", "forward", "-L", "5:h:6", "-D", "*:7", "-R", "0:h:8"], on: rig.path)
            #expect(answer == Answer(output: "40001\n"))
        }
        #expect(
            rig.handler.forwards.value == [
                ForwardSpec(
                    kind: .local, listen: .tcp(bind: .unspecified, port: 5),
                    target: .tcp(Endpoint(host: "h", port: 6))),
                ForwardSpec(kind: .dynamic, listen: .tcp(bind: .wildcard, port: 7), target: .socks),
                ForwardSpec(
                    kind: .remote, listen: .tcp(bind: .unspecified, port: 0),
                    target: .tcp(Endpoint(host: "h", port: 8))),
            ])
    }

    @Test("a forward that fails is told with its reason")
    func failedForward() async throws {
        let rig = try ControlRig()
        try await rig.serve {
            let answer = try await ControlRig.ssh(["-O", "forward", "-R", "1:h:8"], on: rig.path)
            let lines = [
                "mux_client_forward: forwarding request failed: remote port forwarding failed for listen port 1\n",
                "muxclient: master forward request failed\n",
            ]
            #expect(answer == Answer(errors: lines.joined(), status: .exited(255)))
        }
        #expect(rig.events.value == [.failed("remote port forwarding failed for listen port 1")])
    }

    @Test("cancel takes down what is equal, and says what is not there")
    func cancel() async throws {
        let rig = try ControlRig()
        try await rig.serve {
            _ = try await ControlRig.ssh(["-O", "forward", "-L", "5:h:6"], on: rig.path)
            #expect(try await ControlRig.ssh(["-O", "cancel", "-L", "5:h:6"], on: rig.path) == Answer())
            #expect(rig.handler.forwards.value.isEmpty)
            let answer = try await ControlRig.ssh(["-O", "cancel", "-L", "5:h:6"], on: rig.path)
            #expect(answer.errors.hasPrefix("mux_client_forward: forwarding request failed: port not forwarded\n"))
        }
    }

    @Test("exit is answered, then done")
    func exit() async throws {
        let rig = try ControlRig()
        try await rig.serve {
            let answer = try await ControlRig.ssh(["-O", "exit"], on: rig.path)
            #expect(answer == Answer(errors: "Exit request sent.\n"))
            try await rig.waitForEvent(.askedToExit)
        }
        #expect(rig.handler.calls.value == ["exit"])
    }

    @Test("stop removes the socket, and the server ends by itself when its clients have gone")
    func stop() async throws {
        let rig = try ControlRig()
        try await rig.serve {
            let answer = try await ControlRig.ssh(["-O", "stop"], on: rig.path)
            #expect(answer == Answer(errors: "Stop listening request sent.\n"))
            #expect(!FileManager.default.fileExists(atPath: rig.path))
        }
        #expect(rig.events.value == [.stoppedListening])
    }

    @Test("a session is refused with a reason, and ssh goes on to connect by itself")
    func session() async throws {
        let rig = try ControlRig()
        try await rig.serve {
            let answer = try await ControlRig.ssh([], on: rig.path)
            #expect(
                answer.errors.contains(
                    "mux_client_request_session: session request failed: sallyport forwards ports and runs no commands")
            )
            #expect(answer.errors.contains("Could not resolve hostname nowhere.invalid"))
        }
        #expect(rig.events.value == [.refusedRequest("session")])
    }

    @Test("stdio forwarding is refused with a reason")
    func stdioForward() async throws {
        let rig = try ControlRig()
        try await rig.serve {
            let answer = try await ControlRig.ssh(["-W", "h:1"], on: rig.path)
            #expect(answer.errors.hasPrefix("Stdio forwarding request failed: sallyport takes no descriptors"))
            #expect(answer.status == .exited(255))
        }
    }

    @Test("the proxy mode is refused")
    func proxy() async throws {
        let rig = try ControlRig()
        try await rig.serve {
            let answer = try await ControlRig.ssh(["-O", "proxy"], on: rig.path)
            #expect(answer.errors.contains("mux_client_proxy: master returned error: unsupported request"))
            #expect(answer.status == .exited(255))
        }
    }

    @Test("many clients at once are all answered")
    func manyClients() async throws {
        let rig = try ControlRig()
        try await rig.serve {
            try await withThrowingTaskGroup(of: ControlOutcome.self) { tasks in
                for _ in 0..<100 {
                    tasks.addTask {
                        await ControlClient(path: rig.path, loop: MultiThreadedEventLoopGroup.singleton.next())
                            .perform(.check)
                    }
                }
                for try await outcome in tasks { #expect(outcome.status == 0, "\(outcome)") }
            }
        }
    }

    @Test("another user is turned away", .enabled(if: getuid() == 0))
    func otherUser() async throws {
        let rig = try ControlRig()
        try await rig.serve {
            chmod(rig.folder.path, 0o711)
            chmod(rig.path, 0o666)
            let answer = try await ControlRig.ssh(
                ["-O", "check"], on: rig.path, prefix: ["/usr/bin/setpriv", "--reuid=65534"])
            #expect(answer.errors.hasPrefix("muxclient: master hello exchange failed\n"))
            #expect(answer.status == .exited(255))
        }
        #expect(rig.events.value == [.refusedUser(uid: 65_534, ours: 0)])
    }
}

import Foundation
import TestSupport
import Testing
import TunnelModel

extension BastionTests {
    @Suite("A token enrolls")
    struct EnrollingTests {
        private func enrollee(_ rig: BastionRig, _ words: [String]) async throws -> Enrollee {
            let made = try await rig.run(words)
            let word = made.output.split(separator: "\n").first.map(String.init) ?? ""
            return try Enrollee(rig, word: word)
        }

        @Test(
            "a device, which then says hello with its own key, and whose rerun gets the same answer",
            arguments: BastionMode.allCases)
        func device(mode: BastionMode) async throws {
            let rig = try await BastionRig.started(mode)
            let enrollee = try await enrollee(rig, ["token", "create", "--device", "cam-7", "--label", "site=attic"])
            let key = try await rig.makeKey("own")
            let first = try await enrollee.enroll("own")
            #expect(
                first.status == 0
                    && first.output.contains("\"role\":\"device\",\"name\":\"cam-7\",\"isPending\":false"),
                "\(first.output)\(first.errorOutput)")
            let again = try await enrollee.enroll("own")
            #expect(again.output == first.output)
            _ = try await rig.makeKey("late")
            let late = try await enrollee.enroll("late")
            #expect(late.status == 1 && late.output.contains("token-spent"), "\(late.output)")
            let device = try await PlainDevice(rig, "cam-7", target: 80, key: key)
            let hello = try await rig.ssh("device", key: key, ["127.0.0.1", "hello"], input: device.hello())
            #expect(hello.output.contains("\"state\":\"accepted\""), "\(hello.output)\(hello.errorOutput)")
            let list = try await rig.run(["device", "list", "--label", "site=attic", "--names"])
            #expect(list.output == "cam-7\n")
            let tokens = try await rig.run(["token", "revoke", "1", "--devices"])
            #expect(tokens.output.contains("cam-7") && tokens.output.contains("revoked"))
            #expect(try await rig.ssh("device", key: key, ["127.0.0.1", "hello"], input: device.hello()).status == 255)
            #expect(try await rig.ssh("enroll", key: enrollee.identity, ["127.0.0.1", "enroll"]).status == 255)
        }

        @Test("an operator, for whom grants then hold")
        func person() async throws {
            let rig = try await BastionRig.started(.root)
            let enrollee = try await enrollee(rig, ["operator", "invite", "ann", "--group", "ops"])
            let key = try await rig.makeKey("own")
            let end = try await enrollee.enroll("own")
            #expect(end.output.contains("\"role\":\"operator\",\"name\":\"ann\""), "\(end.output)")
            try await rig.run(["grant", "add", "--group", "ops", "--device", "*"])
            let me = try await rig.ssh("operator", key: key, ["127.0.0.1", "whoami"])
            #expect(me.output.hasPrefix("ann, 1 grants, groups ops"), "\(me.output)")
        }

        @Test("one of twenty at once on a token for one, and nobody by another's key or for another host key")
        func race() async throws {
            let rig = try await BastionRig.started(.root)
            let enrollee = try await enrollee(rig, ["token", "create", "--device", "cam-7"])
            _ = try await rig.makeKey("thief")
            let forged = try await {
                _ = try await rig.makeKey("victim");
                return try await enrollee.enroll("victim", signedBy: rig.folder.path("thief"))
            }()
            #expect(forged.output.contains("bad-signature"), "\(forged.output)")
            let stray = PublicKey(text: try String(contentsOfFile: rig.folder.path("thief.pub"), encoding: .utf8))
            let elsewhere = try await enrollee.enroll("victim", hostKey: stray.map { KeyFingerprint(of: $0) })
            #expect(elsewhere.output.contains("wrong-host-key"), "\(elsewhere.output)")
            for number in 0..<20 { _ = try await rig.makeKey("k\(number)") }
            let ends = try await withThrowingTaskGroup(of: (Int, RealProgram).self) { tasks in
                for number in 0..<20 { tasks.addTask { (number, try await enrollee.enroll("k\(number)")) } }
                return try await tasks.reduce(into: [Int: RealProgram]()) { $0[$1.0] = $1.1 }
            }
            let won = ends.filter { $0.value.status == 0 }
            #expect(won.count == 1, "\(ends.values.map { "\($0.status) \($0.output) \($0.errorOutput)" })")
            #expect(ends.values.filter { $0.output.contains("token-spent") }.count == 19)
            guard let winner = won.first else { return }
            #expect(try await enrollee.enroll("k\(winner.key)").output == winner.value.output)
            #expect(try await rig.run(["device", "list", "--names"]).output == "cam-7\n")
        }
    }
}

import Foundation
import SSHDaemon
import TestSupport
import Testing

@Suite(
    "The firewall rules, in a network namespace",
    .enabled(
        if: TestUsers.areAvailable && FileManager.default.isExecutableFile(atPath: "/usr/sbin/nft")
            && FileManager.default.isExecutableFile(atPath: "/usr/sbin/ip")))
struct FirewallTests {
    private let rules = FirewallRules(device: 61_001, operator: 61_002, enroll: 61_003)
    private let stranger: UInt32 = 65_534

    private func space(loading: Bool = true) throws -> NetworkNamespace {
        let space = try NetworkNamespace()
        if loading { try load(in: space) }
        return space
    }

    private func load(in space: NetworkNamespace) throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(rules.text, to: "rules")
        for check in [["-c"], []] {
            let result = try space.run(["/usr/sbin/nft"] + check + ["-f", file])
            #expect(result.status == 0, "\(result.errorOutput)")
        }
    }

    /// What socat says when `caller` connects to a listener of `listener` that was bound as given.
    private func attempt(
        _ space: NetworkNamespace, listener: UInt32, bind: String, caller: UInt32, to address: String,
        family: String = "TCP4"
    ) throws -> (answer: String, errors: String) {
        let listen = space.words(
            ["/usr/bin/socat", "-d", "-d", "\(family)-LISTEN:20554,\(bind)fork,reuseaddr", "SYSTEM:echo answer"],
            user: listener)
        let server = try ChildProcess(listen[0], Array(listen.dropFirst()))
        defer {
            server.close()
            _ = try? server.waitForExit()
        }
        try server.errors.waitForLine(containing: "listening on")
        let result = try space.run(
            ["/usr/bin/socat", "-T", "3", "-", "\(family):\(address):20554,connect-timeout=1"], user: caller)
        return (result.output, result.errorOutput)
    }

    @Test("the operator login reaches the device login's listener, and root does")
    func granted() async throws {
        try await OwnThread.run { [self] in
            let space = try space()
            for caller in [rules.operator, 0] {
                let got = try attempt(
                    space, listener: rules.device, bind: "bind=127.64.0.42,", caller: caller, to: "127.64.0.42")
                #expect(got.answer == "answer\n", "\(got.errors)")
            }
        }
    }

    @Test("no other user reaches a device: not a stranger, not the device login, not the enrollee's")
    func strangersConnect() async throws {
        try await OwnThread.run { [self] in
            let space = try space()
            for caller in [stranger, rules.device, rules.enroll] {
                for address in ["127.64.0.42", "127.127.255.254"] {
                    let got = try attempt(
                        space, listener: rules.device, bind: "bind=\(address),", caller: caller, to: address)
                    #expect(got.answer.isEmpty && got.errors.contains("Connection refused"), "\(got.errors)")
                }
            }
        }
    }

    @Test(
        "nobody receives a device's traffic by listening first: at its address, on all addresses, of both families, as root",
        arguments: ["TCP4", "TCP6"])
    func squatters(family: String) async throws {
        try await OwnThread.run { [self] in
            let space = try space()
            let binds = family == "TCP4" ? ["bind=127.64.0.42,", ""] : ["ipv6only=0,"]
            let address = family == "TCP4" ? "127.64.0.42" : "[::ffff:127.64.0.42]"
            for bind in binds {
                for squatter in [stranger, rules.operator, rules.enroll, 0] {
                    for caller in [rules.operator, 0] {
                        let got = try attempt(
                            space, listener: squatter, bind: bind, caller: caller, to: address, family: family)
                        #expect(got.answer.isEmpty, "\(squatter) \(bind)")
                        #expect(got.errors.contains("timed out"), "\(got.errors)")
                    }
                }
            }
        }
    }

    @Test("our logins connect nowhere else, in both families, and others are not touched")
    func egress() async throws {
        try await OwnThread.run { [self] in
            let space = try space()
            for (family, address) in [("TCP4", "127.0.0.1"), ("TCP6", "[::1]")] {
                for caller in [rules.device, rules.operator, rules.enroll] {
                    let got = try attempt(
                        space, listener: stranger, bind: "", caller: caller, to: address, family: family)
                    #expect(got.answer.isEmpty && got.errors.contains("Connection refused"), "\(got.errors)")
                }
                let free = try attempt(
                    space, listener: stranger, bind: "", caller: stranger, to: address, family: family)
                #expect(free.answer == "answer\n", "\(free.errors)")
            }
        }
    }

    @Test("the rules load twice, and again after all rules were flushed")
    func reload() async throws {
        try await OwnThread.run { [self] in
            let space = try space()
            try load(in: space)
            let table = try space.run(["/usr/sbin/nft", "list", "ruleset"]).output
            #expect(table.split(separator: "\n").filter { $0.hasPrefix("table") } == ["table inet sallyport {"])
            try space.run(["/usr/sbin/nft", "flush", "ruleset"])
            try load(in: space)
            #expect(try space.run(["/usr/sbin/nft", "list", "ruleset"]).output == table)
        }
    }

    @Test("the doctor's own trial sees each fence, and each that is down")
    func trial() async throws {
        try await OwnThread.run { [self] in
            let space = try space(loading: false)
            var trial = FirewallTrial(device: rules.device, operator: rules.operator)
            trial.networkNamespace = space.path
            let open = trial.run()
            #expect(open.allSatisfy { $0.connected == true })
            try load(in: space)
            let closed = trial.run()
            #expect(closed.filter { $0.connected == true }.map(\.attempt) == [.granted])
            #expect(closed.allSatisfy { $0.connected != nil })
            var facts = DoctorFacts(logins: .standard, isPrivate: true)
            facts.firewall = open
            #expect(Doctor.findings(facts).count == 4)
            facts.firewall = closed
            #expect(Doctor.findings(facts) == [])
        }
    }
}

import Foundation
import Glibc
import TestSupport
import Testing

@testable import SSHDaemon

@Suite("The doctor's findings")
struct DoctorTests {
    private let good = """
        allowstreamlocalforwarding no
        allowagentforwarding no
        x11forwarding no
        permittunnel no
        permittty no
        permituserrc no
        passwordauthentication no
        kbdinteractiveauthentication no
        pubkeyauthentication yes
        authenticationmethods publickey
        forcecommand none
        chrootdirectory none
        trustedusercakeys none
        usepam no
        authorizedkeysfile none
        authorizedkeyscommand /usr/bin/b authorized-keys %u %f %t %k
        maxstartups 200:30:1000
        maxsessions 4
        clientaliveinterval 330

        """

    private func facts(_ changes: String = "", isPrivate: Bool = true) -> DoctorFacts {
        let own: [LoginRole: String] = [
            .device: "allowtcpforwarding remote\ngatewayports clientspecified\npermitopen none\n"
                + "permitlisten \(RoleLines.deviceAddresses)\n",
            .operator: "allowtcpforwarding local\npermitlisten none\n", .enroll: "allowtcpforwarding no\n",
        ]
        var facts = DoctorFacts(logins: .standard, isPrivate: isPrivate)
        // The first value that is given counts.
        for (role, text) in own { facts.effective[role] = .success(EffectiveConfiguration(changes + text + good)) }
        return facts
    }

    private func names(_ facts: DoctorFacts) -> Set<String> { Set(Doctor.findings(facts).map(\.name)) }

    @Test("nothing, where all is well or nothing is known")
    func well() {
        #expect(Doctor.findings(facts()) == [])
        #expect(Doctor.findings(DoctorFacts(logins: .standard, isPrivate: false)) == [])
    }

    @Test(
        "each line of sshd's configuration that opens a way",
        arguments: [
            "allowtcpforwarding yes", "gatewayports no", "gatewayports yes", "permitopen any", "permittty yes",
            "allowstreamlocalforwarding yes", "x11forwarding yes", "permittunnel point-to-point",
            "passwordauthentication yes", "authenticationmethods any", "forcecommand /bin/x", "permituserrc yes",
            "trustedusercakeys /etc/ssh/ca", "allowagentforwarding yes", "kbdinteractiveauthentication yes",
        ])
    func lines(line: String) throws {
        let findings = Doctor.findings(facts(line + "\n"))
        let keyword = try #require(line.split(separator: " ").first)
        #expect(findings.contains { $0.name == keyword && $0.weight == .failure })
        for finding in findings {
            #expect(!finding.what.isEmpty && !finding.fix.isEmpty)
            #expect(!(finding.what + finding.fix).contains("\n"))
        }
    }

    @Test("keys from elsewhere, a list of users without ours, a net with a hole, too few logins at once")
    func lists() {
        #expect(names(facts("authorizedkeysfile .ssh/authorized_keys\n")) == ["keys-file"])
        #expect(names(facts("authorizedkeyscommand none\n")) == ["keys-command"])
        #expect(names(facts("acceptenv LANG\nacceptenv *\n")) == ["accept-env"])
        #expect(names(facts("acceptenv LANG\nacceptenv LC_*\n")) == [])
        #expect(names(facts("allowusers admin\n")) == ["allow-users"])
        #expect(names(facts("permitlisten 127.64.*:*\n")).contains("permit-listen"))
        #expect(names(facts("maxstartups 10:30:100\n")) == ["max-startups"])
        #expect(names(facts("maxsessions 1\n")) == ["max-sessions"])
        #expect(names(facts("clientaliveinterval 15\n")) == ["client-alive"])
        #expect(names(facts("usepam yes\n")) == ["usepam"])
        #expect(names(facts("usepam yes\n", isPrivate: false)) == [])
    }

    @Test("limits of the system around sshd")
    func limits() {
        var facts = facts("usepam yes\n", isPrivate: false)
        facts.descriptorLimit = 1_024
        facts.taskLimit = 4_915
        facts.logind = ["UserTasksMax=33%", "KillUserProcesses=yes"]
        facts.banMode = "aggressive"
        #expect(names(facts) == ["descriptors", "tasks", "logind", "fail2ban"])
        facts.descriptorLimit = .max
        facts.taskLimit = .max
        facts.logind = ["UserTasksMax=infinity"]
        facts.banMode = "normal"
        #expect(names(facts) == [])
    }

    @Test("accounts, folders, versions, disk and backups; failures come first")
    func rest() {
        var facts = facts()
        facts.version = SSHDVersion(8, 9)
        facts.passwords = ["sallyport-device": "!", "sallyport-operator": "*", "sallyport-enroll": "$y$x"]
        facts.missingUsers = ["sallyport-keys"]
        facts.hasSeparationFolder = false
        facts.freeBytes = 10 << 20
        facts.backupAge = .max
        facts.probes = ["connect to 127.0.0.1:1: Connection refused"]
        facts.gateway = .wrong(["127.0.0.1"])
        facts.program = SafePath(steps: [FileFacts(path: "/home/x", kind: .file, mode: 0o700, owner: 1_000)])
        let findings = Doctor.findings(facts)
        #expect(
            Set(findings.map(\.name)) == [
                "version", "locked", "password", "user", "run-sshd", "disk", "backup", "probe", "gateway-bind",
                "safe-path", "reach",
            ])
        #expect(findings.map(\.weight) == findings.map(\.weight).sorted(by: >))
        facts.usesCommand = false
        #expect(!names(facts).contains("safe-path"))
    }

    @Test("files of the system are read as their programs read them")
    func files() {
        let shadow = "root:*:1::\ndev:!:2::\nnone::3:::\nother:x:4::\n"
        #expect(DoctorFacts.passwords(shadow, of: ["dev", "none"]) == ["dev": "!", "none": ""])
        let limits =
            "Limit                     Soft Limit  Hard Limit  Units\nMax open files            1024        4096        files\n"
        #expect(DoctorFacts.descriptorLimit(limits) == 1_024)
        #expect(DoctorFacts.descriptorLimit("") == nil)
        #expect(
            DoctorFacts.assignments("[Login]\n#UserTasksMax=33%\nKillUserProcesses = yes\n") == [
                "KillUserProcesses=yes"
            ])
        let jail = "[DEFAULT]\nenabled = false\n[sshd]\nmode = normal\n"
        #expect(DoctorFacts.banMode([jail]) == nil)
        #expect(DoctorFacts.banMode([jail, "[sshd]\nenabled = true\nmode = aggressive\n"]) == "aggressive")
        #expect(DoctorFacts.banMode(["[sshd]\nenabled = true\nmode = %(mode)s\n"]) == "normal")
    }

    @Test("a real private sshd, as it is made, gets no finding of its own", .enabled(if: TestUsers.areAvailable))
    func real() async throws {
        let rig = try await DaemonRig.started(.root, [:])
        let pid = try #require(
            Int32(try String(contentsOfFile: rig.folder.path("sshd.pid"), encoding: .utf8).dropLast()))
        var facts = try await DoctorFacts.gather(
            logins: rig.logins, installation: rig.installation, configuration: rig.configurationFile,
            program: "/usr/bin/env", keys: rig.configuration.keys, listen: rig.configuration.listen, daemon: pid,
            state: rig.folder.path)
        #expect((facts.descriptorLimit ?? 0) > 0 && (facts.freeBytes ?? 0) > 0)
        // What this machine is like is not the test's business.
        (facts.descriptorLimit, facts.taskLimit, facts.freeBytes) = (nil, nil, nil)
        #expect(Doctor.findings(facts) == [])
    }

    @Test(
        "a listener that comes up elsewhere is seen, and one at its place is right",
        .enabled(if: TestUsers.areAvailable))
    func gateway() async throws {
        let address = LoopbackAddress.unused()
        let line = try DaemonRig.line(
            .device, "restrict,port-forwarding,permitlisten=\"\(address):*\",permitopen=\"127.0.0.1:1\"")
        let rig = try await DaemonRig.started(.root, [.device: [line]])
        let user = try TestUsers.shared.get().uid(rig.user(.device))
        func trial(_ rig: DaemonRig, _ address: String, _ port: UInt16) async throws -> GatewayTrial.Outcome {
            try await GatewayTrial(
                arguments: rig.sshArguments(.device), host: "127.0.0.1", address: address, port: port, user: user
            ).run()
        }
        #expect(try await trial(rig, address, 20_554) == .right)
        guard case .nowhere(let words) = try await trial(rig, "127.0.0.1", 20_554) else {
            Issue.record("a listener where none is allowed")
            return
        }
        #expect(words.contains("forwarding failed"))
        // The same with the default of sshd: its own pitfall.
        let wrong = try await DaemonRig.make(.root)
        try AuthorizedKeysFile(folder: wrong.folder.path("keys")).write([.device: [line]], logins: wrong.logins)
        try await wrong.start {
            $0.split(separator: "GatewayPorts clientspecified").joined(separator: "GatewayPorts no")
        }
        let free = try RefusedPort().port
        let outcome = try await trial(wrong, address, free)
        guard case .wrong(let places) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(places.contains("127.0.0.1") && !places.contains(address))
    }
}

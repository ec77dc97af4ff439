import SSHDaemon
import TestSupport
import Testing

@Suite("The generated configuration")
struct ConfigurationTests {
    private let logins = Logins.perRole(device: "dev", operator: "op", enroll: "en")

    private func made(
        _ logins: Logins, _ keys: KeySource, version: SSHDVersion = SSHDVersion(9, 2)
    ) throws -> PrivateConfiguration {
        PrivateConfiguration(
            listen: [try #require(ListenAddress("127.0.0.1:2222")), try #require(ListenAddress("[::1]:443"))],
            hostKey: "/s/host/ed25519-1", pidFile: "/s/sshd.pid", logins: logins, keys: keys, version: version)
    }

    /// What sshd makes of it for a user.
    private func effective(_ text: String, user: String) async throws -> EffectiveConfiguration {
        let folder = try TemporaryFolder()
        let keys = try await HostKeys.ensure(in: folder.path("host"))
        let whole = text.contains("HostKey") ? text : "HostKey \(keys.current.path)\n" + text
        let file = try folder.write(
            whole.split(separator: "/s/host/ed25519-1").joined(separator: keys.current.path), to: "config")
        return try await EffectiveConfiguration.read(
            sshd: "/usr/sbin/sshd", file: file, user: user)
    }

    @Test("gives each role its direction, its own way of keys and nothing else")
    func roles() async throws {
        let text = try made(
            logins, .command(program: "/usr/bin/bastion", arguments: ["authorized-keys"], user: "nobody")
        ).text()
        let device = try await effective(text, user: "dev")
        #expect(device["allowtcpforwarding"] == "remote")
        #expect(device["gatewayports"] == "clientspecified")
        #expect(device["permitopen"] == "none")
        #expect(device["permitlisten"]?.hasPrefix("127.6?.*:*") == true)
        let person = try await effective(text, user: "op")
        #expect(person["allowtcpforwarding"] == "local")
        #expect(person["permitlisten"] == "none")
        let enrollee = try await effective(text, user: "en")
        #expect(enrollee["allowtcpforwarding"] == "no")
        #expect(enrollee["disableforwarding"] == "yes")
        let stranger = try await effective(text, user: "root")
        #expect(stranger["allowtcpforwarding"] == "no")
        for one in [device, person, enrollee, stranger] {
            let off = [
                "allowstreamlocalforwarding", "allowagentforwarding", "x11forwarding", "permittunnel", "permittty",
                "permituserrc", "passwordauthentication", "kbdinteractiveauthentication", "usepam", "exposeauthinfo",
                "permitrootlogin",
            ]
            for key in off { #expect(one[key] == "no", "\(key)") }
            #expect(one["authorizedkeysfile"] == "none")
            #expect(one["authorizedkeyscommand"] == "/usr/bin/bastion authorized-keys %u %f %t %k")
            #expect(one["forcecommand"] == "none")
            #expect(one["authenticationmethods"] == "publickey")
        }
        #expect(device.values("listenaddress").sorted() == ["127.0.0.1:2222", "[::1]:443"])
    }

    @Test("gives one login both directions, and the folder of key files")
    func one() async throws {
        let text = try made(.one("nobody"), .files(folder: "/s/key 100% \"files\"")).text()
        let all = try await effective(text, user: "nobody")
        #expect(all["allowtcpforwarding"] == "yes")
        #expect(all["gatewayports"] == "clientspecified")
        #expect(
            all["authorizedkeysfile"] == "\"/s/key 100%% \\\"files\\\"/%u\""
                || all["authorizedkeysfile"] == "/s/key 100%% \"files\"/%u")
        #expect(all["authorizedkeyscommand"] == "none")
        #expect(all["allowusers"] == "nobody")
    }

    @Test("for the system's sshd touches the three logins alone")
    func dropIn() async throws {
        let text = try SystemDropIn(
            logins: logins, keys: .command(program: "/usr/bin/bastion", arguments: ["authorized-keys"], user: "nobody")
        ).text()
        let folder = try TemporaryFolder()
        let file = try folder.write(text, to: "drop-in")
        let outer =
            "Include \(file)\nPasswordAuthentication yes\nAllowTcpForwarding yes\nForceCommand /bin/x\nUsePAM yes\n"
        let admin = try await effective(outer, user: "root")
        #expect(admin["passwordauthentication"] == "yes")
        #expect(admin["allowtcpforwarding"] == "yes")
        #expect(admin["authorizedkeyscommand"] == "none")
        for (user, forwarding) in [("dev", "remote"), ("op", "local"), ("en", "no")] {
            let one = try await effective(outer, user: user)
            #expect(one["allowtcpforwarding"] == forwarding)
            #expect(one["passwordauthentication"] == "no")
            #expect(one["forcecommand"] == "none")
            #expect(one["permittty"] == "no")
            #expect(one["permittunnel"] == "no")
            #expect(one["allowstreamlocalforwarding"] == "no")
            #expect(one["trustedusercakeys"] == "none")
            #expect(one["maxsessions"] == (user == "en" ? "1" : "4"))
            #expect(one["authorizedkeyscommand"] == "/usr/bin/bastion authorized-keys %u %f %t %k")
        }
        #expect(try await effective(outer, user: "dev")["gatewayports"] == "clientspecified")
    }

    @Test("refuses words that would become lines, relative paths and patterns of users")
    func words() throws {
        #expect(throws: DaemonError.self) { try made(logins, .files(folder: "/a\nPermitTTY yes")).text() }
        #expect(throws: DaemonError.self) { try made(logins, .files(folder: "keys")).text() }
        #expect(throws: DaemonError.self) { try made(.one("*"), .files(folder: "/keys")).text() }
        #expect(throws: DaemonError.self) { try made(.one("a b"), .files(folder: "/keys")).text() }
        #expect(throws: DaemonError.self) {
            try made(logins, .command(program: "bastion", arguments: [], user: "root")).text()
        }
        #expect(throws: DaemonError.self) { try SystemDropIn(logins: .one("a"), keys: .files(folder: "/keys")).text() }
        #expect(ListenAddress("0.0.0.0") == nil)
        #expect(ListenAddress("::1:22") == nil)
        #expect(ListenAddress("127.0.0.1:0") == nil)
        #expect(ListenAddress("host\nname:22") == nil)
        #expect(ListenAddress("[::]:443")?.description == "[::]:443")
    }

    @Test("tells newer sshd of penalties, older ones not")
    func versions() throws {
        let old = try made(logins, .files(folder: "/k")).text()
        #expect(!old.contains("PerSource"))
        var newer = try made(logins, .files(folder: "/k"), version: SSHDVersion(9, 8))
        newer.exemptNetworks = ["10.0.0.0/8"]
        #expect(try newer.text().contains("PerSourcePenaltyExemptList 127.0.0.0/8,::1/128,10.0.0.0/8\n"))
        #expect(SSHDVersion(in: "OpenSSH_9.2p1 Debian-2+deb12u7, OpenSSL 3.0.17") == SSHDVersion(9, 2))
        #expect(SSHDVersion(in: "unknown option -- V\nOpenSSH_10.5, OpenSSL") == SSHDVersion(10, 5))
        #expect(SSHDVersion(in: "dropbear") == nil)
        #expect(SSHDVersion(9, 10) > SSHDVersion(9, 9) && SSHDVersion(10, 0) > SSHDVersion(9, 10))
    }
}

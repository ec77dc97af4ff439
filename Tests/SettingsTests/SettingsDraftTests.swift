import Testing
import TunnelModel

@testable import Settings

@Suite("Settings")
struct SettingsDraftTests {
    static let lookups = VirtualDisk().lookups

    static func context(missing: Set<String> = []) -> SettingsContext {
        VirtualDisk(missingIdentities: missing).context
    }

    static func draft(_ lines: String...) throws(SettingsError) -> SettingsDraft {
        var draft = SettingsDraft()
        for line in lines { try draft.apply(line: line, origin: .commandLine, lookups: lookups) }
        return draft
    }

    static func fault(_ line: String) -> String? {
        do {
            _ = try draft(line)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("keep the first value, and add up forwards and identities")
    func firstWins() throws {
        let draft = try Self.draft(
            "Port=22", "port 2222", "LocalForward 1 h:80", "localforward=2 h:80", "LocalForward 1 h:80",
            "IdentityFile a",
            "IdentityFile b", "User x", "User y", "StrictHostKeyChecking accept-new", "stricthostkeychecking off")
        let settings = try draft.resolved(host: "H", context: Self.context())
        #expect(settings.port == 22 && settings.user == "x")
        #expect(settings.localForwards.count == 2)
        #expect(settings.identityFiles.map(\.path) == ["a", "b"])
        #expect(settings.strictHostKeyChecking == .acceptNew)
    }

    @Test("have ssh's defaults")
    func defaults() throws {
        let settings = try SettingsDraft().resolved(host: "Host.Example", context: Self.context())
        #expect(settings.host == "Host.Example" && settings.hostName == "host.example" && settings.user == "me")
        #expect(settings.port == 22 && settings.strictHostKeyChecking == .ask && settings.logLevel == .info)
        #expect(settings.userKnownHostsFiles == ["/home/me/.ssh/known_hosts", "/home/me/.ssh/known_hosts2"])
        #expect(settings.identityFiles.map(\.path).last == "/home/me/.ssh/id_ed25519")
        #expect(settings.serverAliveCountMax == 3 && settings.tcpKeepAlive && settings.connectTimeout == nil)
        #expect(settings.proxy == .direct && settings.controlMaster == .no && settings.controlPath == nil)
    }

    @Test("notice a lost link after 30 s three times, come back by themselves, and take 8 MiB at once")
    func ownDefaults() throws {
        let settings = try SettingsDraft().resolved(host: "h", context: Self.context())
        #expect(settings.serverAliveInterval == 30 && settings.window == 8 << 20)
        #expect(settings.reconnect && settings.connectionHold == 10 && settings.sessions == .auto)
        func changed(_ lines: String...) throws -> ClientSettings {
            try lines.reduce(into: SettingsDraft()) {
                try $0.apply(line: $1, origin: .commandLine, lookups: Self.lookups)
            }.resolved(host: "h", context: Self.context())
        }
        #expect(try !changed("ExitOnForwardFailure=yes").reconnect)
        #expect(try changed("ExitOnForwardFailure=yes", "SallyportReconnect=yes").reconnect)
        #expect(try changed("ServerAliveInterval=0").serverAliveInterval == 0)
        #expect(try changed("SallyportSessions=16").sessions == .fixed(16))
        #expect(try changed("SallyportConnectionHold=0").connectionHold == 0)
        #expect(try changed("SallyportAllocatedPortFile=~/%h-${DIR}").allocatedPortFile == "/home/me/h-/keys")
        for bad in ["SallyportSessions=17", "SallyportSessions=0", "SallyportReconnect=maybe"] {
            #expect(throws: SettingsError.self) { try changed(bad) }
        }
    }

    @Test("expand home, tokens and environment in file names, and %h in HostName")
    func expansion() throws {
        let settings = try Self.draft(
            "HostName %h.example", "UserKnownHostsFile ~/k \"%d/%h %p\" ${DIR}/x", "IdentityFile ~/.ssh/%r@%n%%",
            "HostKeyAlias Alias", "Port http"
        ).resolved(host: "Cam", context: Self.context())
        #expect(settings.hostName == "cam.example")
        #expect(settings.userKnownHostsFiles == ["/home/me/k", "/home/me/cam.example 80", "/keys/x"])
        #expect(settings.identityFiles.map(\.path) == ["/home/me/.ssh/me@Cam%"])
        #expect(settings.knownHostsName == "alias")
        #expect(throws: SettingsError.self) {
            try Self.draft("IdentityFile %Z").resolved(host: "h", context: Self.context())
        }
    }

    @Test("drop a missing file of -i with a warning and then use the defaults")
    func missingIdentity() throws {
        var draft = SettingsDraft()
        draft.add(identityFile: "~/gone", origin: .flag("i"))
        let settings = try draft.resolved(host: "h", context: Self.context(missing: ["/home/me/gone"]))
        let line = "Warning: Identity file /home/me/gone not accessible: No such file or directory."
        #expect(settings.remarks == [SettingsRemark(.info, line)])
        #expect(settings.identityFiles.allSatisfy { $0.origin == .default })
        draft.add(identityFile: "none", origin: .commandLine)
        #expect(try draft.resolved(host: "h", context: Self.context(missing: ["/home/me/gone"])).identityFiles.isEmpty)
    }

    @Test(
        "read times as ssh does",
        arguments: [
            ("90", 90), ("1m30s", 90), ("2h", 7200), ("1W1d", 691_200), ("0", 0), ("", nil), ("1x", nil), ("s", nil),
            ("-1", nil), ("99999999999", nil), ("9999w", nil), ("2147483647", 2_147_483_647), ("2147483647s1", nil),
        ])
    func times(text: String, seconds: Int?) {
        #expect(TimeSpan.seconds(text) == seconds)
    }

    @Test(
        "read the window with bounds",
        arguments: [
            ("65536", 65536), ("32K", 32768), ("64M", 67_108_864), ("31K", nil), ("65M", nil), ("", nil), ("K", nil),
            ("99999999999999999999M", nil), ("-1M", nil), ("2m", 2_097_152),
        ])
    func window(text: String, bytes: Int?) {
        #expect(WindowSize.parse(text) == bytes)
    }

    @Test("refuse sockets on the far side in one line")
    func farSockets() throws {
        func line(_ option: String) -> String? {
            do {
                _ = try Self.draft(option).resolved(host: "h", context: Self.context())
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(
            line("LocalForward 1 /a") == "Forwarding to the remote socket /a is not supported: name a host and a port")
        #expect(line("RemoteForward /a h:1") == "Listening on the remote socket /a is not supported: name a port")
        #expect(line("DynamicForward /a") == "Dynamic forwarding on the socket /a is not supported: name a port")
        #expect(line("LocalForward /a h:1") == nil && line("RemoteForward 1 /a") == nil)
    }

    @Test("find the agent")
    func agent() throws {
        var disk = VirtualDisk()
        disk.variables = ["SSH_AUTH_SOCK": "/agent", "MINE": "/mine"]
        for (value, socket) in [
            (nil, "/agent"), ("none", nil), ("SSH_AUTH_SOCK", "/agent"), ("$MINE", "/mine"), ("${MINE}", "/mine"),
            ("~/%r", "/home/me/me"), ("$NOPE", nil),
        ] as [(String?, String?)] {
            var draft = SettingsDraft()
            if let value {
                try draft.apply(line: "IdentityAgent \(value)", origin: .commandLine, lookups: disk.lookups)
            }
            #expect(try draft.resolved(host: "h", context: disk.context).agentSocket == socket, "\(value ?? "-")")
        }
    }

    @Test("expand every token in ControlPath")
    func tokens() throws {
        let settings = try Self.draft(
            "ControlPath ~other/%C-%L-%l-%i-%k-%u-%d-%n-%r-%p-%h-%%", "HostName real", "Port 3"
        )
        .resolved(host: "N", context: Self.context())
        let path = settings.controlPath ?? ""
        #expect(path.hasPrefix("/home/other/"))
        #expect(path.hasSuffix("-cam-cam.example.org-1000-N-me-/home/me-N-me-3-real-%"))
        #expect(try settings.requiredControlPath() == path)
        #expect(throws: SettingsError(origin: .default, line: "No ControlPath specified for \"-O\" command")) {
            try Self.draft("ControlPath none").resolved(host: "h", context: Self.context()).requiredControlPath()
        }
    }

    @Test("pass over unknown keywords that IgnoreUnknown names")
    func ignoreUnknown() throws {
        _ = try Self.draft("IgnoreUnknown Foo*,!foobar", "FooX 1")
        #expect(throws: SettingsError.self) { try Self.draft("IgnoreUnknown Foo*,!foobar", "FooBar 1") }
    }

    @Test("change algorithm lists by +, - and ^")
    func algorithms() throws {
        func applied(_ text: String) -> [String]? {
            AlgorithmList(text, known: AlgorithmList.ciphers)?.applied(to: ["aes128-ctr", "aes256-ctr"])
        }
        #expect(applied("aes256-ctr") == ["aes256-ctr"])
        #expect(applied("+aes192-ctr,aes128-ctr") == ["aes128-ctr", "aes256-ctr", "aes192-ctr"])
        #expect(applied("^aes256-ctr") == ["aes256-ctr", "aes128-ctr"])
        #expect(applied("-aes1*") == ["aes256-ctr"])
        #expect(applied("nonsense") == nil && applied("") == nil)
    }

    @Test("carry the file and line in messages about a file")
    func origin() {
        #expect {
            var draft = SettingsDraft()
            try draft.apply(line: "Port x", origin: .file(path: "/f", line: 7), lookups: Self.lookups)
        } throws: { "\($0)" == "/f line 7: Bad port 'x'." }
    }

    @Test("cut at any byte are read or refused, never trapped on")
    func cuts() {
        for whole in [
            "LocalForward = \"[::1]:80\" 'h\\ x:80' # c", "\"Port\"=\\\"22", "UserKnownHostsFile none ö\u{C}",
        ] {
            for length in 0...whole.utf8.count {
                _ = try? Self.draft(String(decoding: whole.utf8.prefix(length), as: UTF8.self))
            }
        }
    }
}

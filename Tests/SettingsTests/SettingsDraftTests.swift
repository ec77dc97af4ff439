import Testing
import TunnelModel

@testable import Settings

@Suite("Settings")
struct SettingsDraftTests {
    static let lookups = Lookups(environment: { $0 == "DIR" ? "/keys" : nil }, service: { $0 == "http" ? 80 : nil })

    static func context(missing: Set<String> = []) -> SettingsContext {
        SettingsContext(
            userName: "me", homeDirectory: "/home/me", environment: lookups.environment,
            identityFault: { missing.contains($0) ? "No such file or directory" : nil })
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
        #expect(settings.serverAliveInterval == 0 && settings.serverAliveCountMax == 3 && settings.tcpKeepAlive)
        #expect(settings.connectTimeout == nil && settings.window == 2 * 1024 * 1024)
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
        #expect(
            settings.warnings == ["Warning: Identity file /home/me/gone not accessible: No such file or directory."])
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

    @Test("refuse in one line what ssh has and we do not, and take what changes nothing")
    func rules() {
        #expect(Self.fault("ProxyJump b")?.hasPrefix("command-line line 0: proxyjump \"b\" is not supported: ") == true)
        #expect(Self.fault("ProxyJump none") == nil)
        #expect(Self.fault("RemoteForward 1 h:2")?.contains("remoteforward is not supported") == true)
        #expect(Self.fault("PasswordAuthentication yes")?.contains("only public keys") == true)
        #expect(Self.fault("PreferredAuthentications password")?.contains("public keys") == true)
        #expect(Self.fault("SessionType none") == nil && Self.fault("requesttty=No") == nil)
        #expect(Self.fault("SendEnv LANG LC_*") == nil)
        #expect(Self.fault("SallyportWindow 1K")?.contains("32K to 64M") == true)
    }

    @Test("know every keyword only once, and every reason is one line")
    func tables() {
        let tables = [
            Set(KeywordRule.harmless.keys), KeywordRule.removed, Set(KeywordRule.limited.keys),
            Set(KeywordRule.refused.keys), Set(Keyword.allCases.map(\.rawValue)),
        ]
        #expect(tables.map(\.count).reduce(0, +) == tables.reduce(into: Set()) { $0.formUnion($1) }.count)
    }

    @Test("pass over unknown keywords that IgnoreUnknown names")
    func ignoreUnknown() throws {
        _ = try Self.draft("IgnoreUnknown Foo*,!foobar", "FooX 1")
        #expect(throws: SettingsError.self) { try Self.draft("IgnoreUnknown Foo*,!foobar", "FooBar 1") }
    }

    @Test("warn as ssh does about what ssh has removed")
    func removed() throws {
        let draft = try Self.draft("RSAAuthentication yes")
        #expect(draft.warnings == ["command-line line 0: Unsupported option \"rsaauthentication\""])
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

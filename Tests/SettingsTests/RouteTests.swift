import Settings
import Testing
import TunnelModel

@Suite("The way to a host")
struct RouteTests {
    static func route(
        _ text: String, _ host: String = "t", _ options: [String] = [], verbosity: Int = 0
    ) throws -> [ClientSettings] {
        let disk = VirtualDisk(files: ["/f": text])
        var draft = SettingsDraft()
        for option in options { try draft.apply(line: option, origin: .commandLine, lookups: disk.lookups) }
        return try SettingsSource(commandLine: draft, files: .named("/f"), verbosity: verbosity)
            .route(host: host, context: disk.context)
    }

    @Test("goes through all hops, each with its own settings out of the files")
    func hops() throws {
        let text = """
            Host a
                HostName a.example
                Port 1
                IdentityFile ~/a
            Host b
                User bee
            Host t
                ProxyJump a,x@b:9
                LocalForward 1 x:2
            Host *
                User u
                RemoteForward 3 x:4
            """
        let route = try Self.route(
            text, "t", ["Port=77", "IdentityFile=/cl", "StrictHostKeyChecking=no"], verbosity: 2)
        #expect(route.map(\.hostName) == ["a.example", "b", "t"])
        #expect(route.map(\.port) == [1, 9, 77] && route.map(\.user) == ["u", "x", "u"])
        #expect(route[0].identityFiles.map(\.path) == ["/home/me/a"] && route[0].strictHostKeyChecking == .ask)
        #expect(route[0].logLevel == .debug2 && route[2].identityFiles.map(\.path) == ["/cl"])
        #expect(route.map(\.localForwards.count) == [0, 0, 1] && route.map(\.remoteForwards.count) == [0, 0, 1])
        #expect(route[0].proxy == .direct && !route[0].reconnect)
    }

    @Test("follows the ProxyJump and ProxyCommand of the first hop, and of no other")
    func chains() throws {
        let text =
            "Host a\nProxyJump z\nHost z\nProxyCommand nc %h %p\nHost b\nProxyJump wrong\nHost t\nProxyJump a,b\n"
        let route = try Self.route(text)
        #expect(route.map(\.host) == ["z", "a", "b", "t"])
        #expect(route[0].proxy == .command("nc z 22"))
    }

    @Test("takes the first of ProxyJump and ProxyCommand")
    func firstWins() throws {
        #expect(try VirtualDisk.settings("ProxyJump a\nProxyCommand x").proxy == .jump([JumpHop(host: "a")]))
        #expect(try VirtualDisk.settings("ProxyCommand x\nProxyJump a").proxy == .command("x"))
        #expect(try VirtualDisk.settings("ProxyCommand none\nProxyJump a").proxy == .direct)
        #expect(try VirtualDisk.settings("ProxyJump none\nProxyCommand x").proxy == .command("x"))
        #expect(try VirtualDisk.settings("ProxyJump a", "ProxyJump=none").proxy == .direct)
    }

    @Test("replaces the tokens of ProxyCommand with the final values, and no others")
    func command() throws {
        let text = "HostName real\nPort 8\nUser r\nHostKeyAlias K\nProxyCommand nc \"%h\" %p %r %n %k %% # c\n"
        #expect(try VirtualDisk.settings(text, host: "N").proxy == .command("nc \"real\" 8 r N k % # c"))
        #expect(throws: SettingsError.self) { try VirtualDisk.settings("ProxyCommand nc %d") }
        #expect(throws: SettingsError.self) { try VirtualDisk.settings("ProxyCommand -") }
    }

    @Test("does not lead to itself")
    func loops() {
        #expect(throws: SettingsError(origin: .default, line: "jumphost loop via t")) {
            try Self.route("Host t\nProxyJump t")
        }
        #expect(throws: SettingsError(origin: .default, line: "jumphost loop via b")) {
            try Self.route("Host *\nProxyJump b\n")
        }
        #expect(throws: SettingsError.self) { try Self.route("Host a\nProxyJump b\nHost b\nProxyJump a\n", "a") }
    }

    @Test(
        "has hops of these forms",
        arguments: [
            ("a", "a"), ("u@a:22", "u@a:22"), ("u@x@a", "u@x@a"), ("[::1]:2", "[::1]:2"), ("1.2.3.4", "[1.2.3.4]"),
            ("a:", "a"), ("ssh://u@a:2", "u@a:2"), ("ssh://a/", "a"), ("a:http", "a:80"), ("", nil), ("@a", nil),
            ("::1", nil), ("a:0", nil), ("a:x", nil), ("a/b", nil), ("ssh://a/b", nil), ("-a", nil), ("a;b", nil),
            ("u;v@a", nil), ("[a", nil), ("[a]b", nil),
        ])
    func forms(text: String, printed: String?) {
        #expect(JumpHop(parsing: text, service: { $0 == "http" ? 80 : nil })?.description == printed)
    }
}

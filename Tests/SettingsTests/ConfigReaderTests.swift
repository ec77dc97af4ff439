import Settings
import Testing
import TunnelModel

@Suite("Configuration files")
struct ConfigReaderTests {
    static func lines(_ disk: VirtualDisk, _ files: ConfigFileChoice = .named("/f")) -> [String] {
        do {
            _ = try SettingsSource(commandLine: SettingsDraft(), files: files, verbosity: 0)
                .resolved(host: "h", context: disk.context)
            return []
        } catch {
            return error.lines
        }
    }

    @Test("count in the order command line, user, system; forwards and identities add up")
    func order() throws {
        let disk = VirtualDisk(files: [
            "/home/me/.ssh/config": "Port 2\nUser two\nIdentityFile b\nRemoteForward 1 x:2\n",
            "/etc/ssh/ssh_config": "Port 3\nUser three\nHostName three\nIdentityFile c\nRemoteForward 2 x:2\n",
        ])
        var draft = SettingsDraft()
        draft.port = 1
        draft.add(identityFile: "a", origin: .commandLine)
        let settings = try SettingsSource(commandLine: draft, files: .usual, verbosity: 0)
            .resolved(host: "h", context: disk.context)
        #expect(settings.port == 1 && settings.user == "two" && settings.hostName == "three")
        #expect(settings.identityFiles.map(\.path) == ["a", "b", "c"] && settings.remoteForwards.count == 2)
        let bare = try SettingsSource(commandLine: draft, files: .none, verbosity: 0)
            .resolved(host: "h", context: disk.context)
        #expect(bare.user == "me" && bare.remoteForwards.isEmpty)
    }

    @Test("may be absent or unreadable, but for the one of -F")
    func absent() {
        #expect(Self.lines(VirtualDisk(), .usual) == [])
        #expect(Self.lines(VirtualDisk(unreadable: ["/home/me/.ssh/config"]), .usual) == [])
        #expect(Self.lines(VirtualDisk()) == ["Can't open user config file /f: No such file or directory"])
    }

    @Test("of the user and included ones must belong to the user or root and be writable to no others")
    func permissions() {
        let own = "/home/me/.ssh/config"
        func lines(_ mode: UInt32, _ owner: UInt32) -> [String] {
            Self.lines(VirtualDisk(files: [own: ""], modes: [own: mode], owners: [own: owner]), .usual)
        }
        #expect(lines(0o600, 1000) == [] && lines(0o644, 0) == [])
        for (mode, owner) in [(0o620, 1000), (0o602, 1000), (0o600, 1)] as [(UInt32, UInt32)] {
            #expect(lines(mode, owner) == ["Bad owner or permissions on \(own)"])
        }
        let open = VirtualDisk(files: ["/f": "Include /g", "/g": ""], modes: ["/f": 0o666, "/g": 0o666])
        #expect(Self.lines(open) == ["Bad owner or permissions on /g"])
    }

    @Test("include others in place, relative to ~/.ssh or /etc/ssh, and keep their blocks to themselves")
    func includes() throws {
        let disk = VirtualDisk(files: [
            "/home/me/.ssh/config": "Include conf.d/*\nHost other\nInclude skipped\nHost h\nInclude inner\nPort 7\n",
            "/home/me/.ssh/conf.d/1": "Host x\nUser wrong\n",
            "/home/me/.ssh/conf.d/2": "User right\n",
            "/home/me/.ssh/skipped": "Host *\nHostName wrong\n",
            "/home/me/.ssh/inner": "Host nobody\nGatewayPorts yes\n",
            "/etc/ssh/ssh_config": "Include sys\nInclude /nowhere/*\n", "/etc/ssh/sys": "HostName sys\n",
        ])
        let settings = try SettingsSource(commandLine: SettingsDraft(), files: .usual, verbosity: 0)
            .resolved(host: "h", context: disk.context)
        #expect(settings.user == "right" && settings.port == 7 && settings.hostName == "sys")
        #expect(!settings.gatewayPorts)
    }

    @Test("include each other 16 deep and not deeper")
    func depth() {
        var disk = VirtualDisk()
        for level in 0...16 { disk.files[level == 0 ? "/f" : "/\(level)"] = "Include /\(level + 1)\n" }
        #expect(Self.lines(disk) == [])
        disk.files["/17"] = ""
        #expect(Self.lines(disk) == ["Too many recursive configuration includes"])
        #expect(
            Self.lines(VirtualDisk(files: ["/f": "Include /f"])).last == "Too many recursive configuration includes")
    }

    @Test("tell all their faults with file and line, matching or not")
    func faults() {
        let text = "foo 1\nHost other\n  Port x\n# bar\n\nMatch exec true\nMatch\nInclude \"\"\n"
        #expect(
            Self.lines(VirtualDisk(files: ["/f": text])) == [
                "/f: line 1: Bad configuration option: foo", "/f line 3: Bad port 'x'.",
                "/f line 6: Match exec is not supported: use host, originalhost, user, localuser or all",
                "/f line 6: Bad Match condition", "/f line 7: no argument after keyword \"match\"",
                "/f line 8: keyword include empty argument", "/f: terminating, 5 bad configuration options",
            ])
        let nested = VirtualDisk(files: ["/f": "foo 1\nInclude /g\n", "/g": "bar 2"])
        #expect(
            Self.lines(nested) == [
                "/f: line 1: Bad configuration option: foo", "/g: line 1: Bad configuration option: bar",
                "/g: terminating, 1 bad configuration options",
            ])
        #expect(
            Self.lines(VirtualDisk(files: ["/f": "Include /g"], unreadable: ["/g"])) == [
                "Can't open user config file /g: Permission denied", "/f: terminating, 1 bad configuration options",
            ])
    }

    @Test(
        "match the host as given on Host lines, where a negated pattern overrules",
        arguments: [
            ("Host h", true), ("Host H", false), ("Host a h", true), ("Host a b", false), ("Host *", true),
            ("Host * !h", false), ("Host !h *", false), ("Host !x", false), ("Host ?", true), ("Host h,x", false),
            ("Host=h", true), ("Host \"h\"", true), ("Host h # x", true),
        ])
    func hosts(line: String, matches: Bool) throws {
        #expect(try (VirtualDisk.settings("\(line)\nPort 7\n").port == 7) == matches)
    }

    @Test(
        "match host names, users and everything on Match lines",
        arguments: [
            ("Match all", true), ("Match !all", false), ("Match host cam", true), ("Match host h", false),
            ("Match host CAM,x", true), ("Match host *,!cam", false), ("Match originalhost h", true),
            ("Match originalhost=cam", false), ("Match user u", true), ("Match user U", false),
            ("Match !user U", true), ("Match localuser me", true), ("Match localuser u", false),
            ("Match host cam user u", true), ("Match host cam user x", false), ("Match user u # all", true),
            ("Match host cam all", true),
        ])
    func criteria(line: String, matches: Bool) throws {
        #expect(try (VirtualDisk.settings("HostName cam\nUser u\n\(line)\nPort 7\n").port == 7) == matches)
    }

    @Test("cut at any byte are read or refused, never trapped on")
    func cuts() {
        let whole =
            "Host a !b\nMatch host \"x\" user y\nInclude ~/x\nProxyJump a@[::1]:2,b\nIPQoS af21 cs1\nSetEnv A='b c'\n"
        for length in 0...whole.utf8.count {
            _ = try? VirtualDisk.settings(String(decoding: whole.utf8.prefix(length), as: UTF8.self))
        }
    }
}

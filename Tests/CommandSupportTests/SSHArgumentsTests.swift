import CommandSupport
import Settings
import Testing
import TunnelModel

@Suite("An ssh-style command line")
struct SSHArgumentsTests {
    static let lookups = Lookups(
        environment: { _ in nil }, service: { ["http": 80, "ssh": 22][$0] })

    static func read(_ words: String...) throws -> SSHArguments {
        guard case .connect(let arguments) = try SSHArguments.parse(words, lookups: lookups) else {
            throw CommandLineError("version asked for")
        }
        return arguments
    }

    static func fault(_ words: String...) -> CommandLineError? {
        do {
            _ = try SSHArguments.parse(words, lookups: lookups)
            return nil
        } catch {
            return error
        }
    }

    @Test("reads what this release has")
    func reads() throws {
        let arguments = try Self.read(
            "-NnT2akx", "-4vg", "-L8080:h:80", "me@host", "-p", "2222", "-i", "key", "-b1.2.3.4")
        #expect(arguments.destination.host == "host" && arguments.verbosity == 1)
        #expect(arguments.draft.user == "me" && arguments.draft.port == 2222)
        #expect(arguments.draft.addressFamily == .inet && arguments.draft.gatewayPorts == true)
        #expect(arguments.draft.forwards.count == 1 && arguments.draft.identityFiles.map(\.path) == ["key"])
        #expect(arguments.draft.logLevel == .debug1)
    }

    @Test("lets -l, -p and -o come before the destination's own user and port")
    func precedence() throws {
        let before = try Self.read("-l", "a", "-p", "1", "ssh://b@h:2")
        #expect(before.draft.user == "a" && before.draft.port == 1)
        let after = try Self.read("ssh://b@h:2", "-l", "a", "-o", "Port=1")
        #expect(after.draft.user == "b" && after.draft.port == 2)
        #expect(try Self.read("-oAddressFamily=inet6", "-4", "h").draft.addressFamily == .inet)
        #expect(try Self.read("-q", "-v", "-v", "h").draft.logLevel == .debug2)
        #expect(try Self.read("-v", "-q", "-v", "h").draft.logLevel == .fatal)
    }

    @Test("refuses in one line every letter that ssh has and this program does not", arguments: "Psy1")
    func refuses(letter: Character) throws {
        let takesArgument = LetterTable.ssh.takesArgument(letter) ?? false
        let words = ["-\(letter)"] + (takesArgument ? ["1:1"] : []) + ["h"]
        let error = try #require(throws: CommandLineError.self) { try SSHArguments.parse(words, lookups: Self.lookups) }
        #expect(error.lines.count == 1 && !error.showsUsage && error.exitStatus == 255)
        if letter != "1" {
            #expect(error.lines[0].hasPrefix("sallyport: option -\(letter) is not supported: "))
        }
    }

    @Test("takes every other letter of ssh", arguments: "246ABCDEFGIJKLMNORSTWXYabcefgiklmnopqtvwx")
    func takes(letter: Character) throws {
        let values: [Character: String] = [
            "D": "80", "L": "80:h:80", "O": "check", "R": "80", "W": "h:80", "c": "aes128-ctr", "e": "none",
            "m": "hmac-sha2-256", "o": "Port=1", "p": "1", "w": "any",
        ]
        let takesArgument = LetterTable.ssh.takesArgument(letter) == true
        let words = ["-\(letter)"] + (takesArgument ? [values[letter] ?? "x"] : []) + ["h"]
        #expect(throws: Never.self) { try SSHArguments.parse(words, lookups: Self.lookups) }
    }

    @Test("reads forwards of all kinds, hops, files and the control socket")
    func more() throws {
        let arguments = try Self.read(
            "-fMM", "-D1", "-R2:h:3", "-R", "4", "-L5:h:6", "-Ja,b:7", "-F", "conf", "-S/s", "-Elog", "-B", "eth0",
            "-caes128-ctr", "-mhmac-sha2-256", "h")
        #expect(arguments.draft.forwards.map(\.kind) == [.dynamic, .remote, .remote, .local])
        #expect(arguments.draft.proxyJump == [JumpHop(host: "a"), JumpHop(host: "b", port: 7)])
        #expect(arguments.files == .named("conf") && arguments.logFile == "log")
        #expect(arguments.draft.controlMaster == .ask && arguments.draft.controlPath == "/s")
        #expect(arguments.draft.bindInterface == "eth0" && arguments.draft.forkAfterAuthentication == true)
        #expect(arguments.draft.ciphers?.names == ["aes128-ctr"] && arguments.draft.macs?.names == ["hmac-sha2-256"])
        #expect(try Self.read("-F", "None", "h").files == .none)
    }

    @Test("asks for other things than a connection with -V, -Q, -G and -O")
    func requests() throws {
        func request(_ words: String...) throws -> SSHArguments.Request {
            try SSHArguments.parse(words, lookups: Self.lookups)
        }
        #expect(try request("-Q", "Ciphers") == .query(.cipher) && request("-Q", "mac", "-z") == .query(.mac))
        guard case .dump = try request("-G", "-O", "exit", "h") else { return #expect(Bool(false), "-G comes first") }
        guard case .control(.cancel, let arguments) = try request("-O", "cancel", "-L1:h:2", "h", "word") else {
            return #expect(Bool(false), "-O is not seen")
        }
        #expect(arguments.draft.forwards.count == 1)
        #expect(Self.fault("-O", "proxy", "h")?.lines.first?.hasPrefix("sallyport: option -O proxy is not") == true)
    }

    @Test("-W takes forwards away and ends on failure, unless told otherwise")
    func stdio() throws {
        func resolved(_ words: String...) throws -> ClientSettings {
            guard case .connect(let arguments) = try SSHArguments.parse(words, lookups: Self.lookups) else {
                throw CommandLineError("no connection asked for")
            }
            let context = SettingsContext(
                userName: "me", userID: 1, homeDirectory: "/", localHostName: "here", lookups: Self.lookups)
            return try arguments.source.resolved(host: arguments.destination.host, context: context)
        }
        let plain = try resolved("-W", "[::1]:80", "-L1:h:2", "h")
        #expect(plain.stdioForward == Endpoint(host: "::1", port: 80) && plain.localForwards.isEmpty)
        #expect(plain.exitOnForwardFailure && plain.clearAllForwardings && !plain.reconnect)
        let kept = try resolved("-W", "a:80", "-L1:h:2", "-oClearAllForwardings=no", "-oExitOnForwardFailure=no", "h")
        #expect(kept.localForwards.count == 1 && !kept.exitOnForwardFailure)
    }

    @Test("refuses a remote command, with or without --")
    func command() {
        #expect(Self.fault("h", "ls")?.lines.first?.contains("a remote command is not supported") == true)
        #expect(Self.fault("--", "h", "-p", "x")?.lines.first?.contains("a remote command") == true)
        #expect(Self.fault("h", "--", "ls")?.lines.first?.contains("a remote command") == true)
        #expect(Self.fault("-N", "h", "-v") == nil)
    }

    @Test("shows usage, and version before anything that follows it")
    func usage() throws {
        #expect(Self.fault()?.showsUsage == true && Self.fault()?.lines.isEmpty == true)
        #expect(Self.fault("-z")?.standardError.hasPrefix("unknown option -- z\nusage: sallyport [-") == true)
        #expect(try SSHArguments.parse(["-NV", "-z"], lookups: Self.lookups) == .version)
    }

    @Test("says what is wrong with ${NAME} before ssh's line")
    func environment() {
        #expect(
            Self.fault("-L${X}:h:80", "h")?.lines
                == ["env var ${X} has no value", "Bad local forwarding specification '${X}:h:80'"])
    }
}

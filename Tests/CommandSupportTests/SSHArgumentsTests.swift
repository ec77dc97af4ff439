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
        #expect(arguments.draft.localForwards.count == 1 && arguments.draft.identityFiles.map(\.path) == ["key"])
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

    @Test(
        "refuses in one line every letter that ssh has and this program does not",
        arguments: "ABCDEFGIJKMOPQRSWXYcefmstwy1")
    func refuses(letter: Character) throws {
        let takesArgument = LetterTable.ssh.takesArgument(letter) ?? false
        let supported = letter == "F"
        let words = ["-\(letter)"] + (takesArgument ? ["1:1"] : []) + ["h"]
        let error = try #require(throws: CommandLineError.self) { try SSHArguments.parse(words, lookups: Self.lookups) }
        #expect(error.lines.count == 1 && !error.showsUsage && error.exitStatus == 255)
        if letter != "1" {
            #expect(
                error.lines[0].hasPrefix("sallyport: option -\(letter)\(supported ? " 1:1" : "") is not supported: "))
        }
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

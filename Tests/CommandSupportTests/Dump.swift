import CommandSupport
import Settings
import TestSupport
import Testing
import TunnelModel

/// What our -G prints, to be held against ssh's.
struct Dump {
    let lines: [String]

    /// Resolves a command line on the real disk. With `home` that is where `~` leads in Include and what ${HOME} says.
    init(_ arguments: SSHArguments, home: String? = nil) throws {
        let user = try #require(CurrentUser())
        let lookups = Lookups(
            environment: { $0 == "HOME" ? home : nil }, service: SSHArgumentsTests.lookups.service)
        var context = SettingsContext.system(user: user, lookups: lookups)
        if let home {
            context.files.glob = { pattern in
                ConfigFiles.disk.glob(pattern.hasPrefix("~/") ? home + pattern.dropFirst() : pattern)
            }
        }
        let defaults = AlgorithmDefaults(ciphers: [], macs: [], keyExchanges: [], hostKeys: [], publicKeys: [])
        lines = try arguments.source.resolved(host: arguments.destination.host, context: context)
            .dump(defaults: defaults)
    }

    /// Expects the same lines from ssh for every keyword that we print, in the same order.
    func expectSame(as ssh: RealProgram, _ location: SourceLocation = #_sourceLocation) {
        let keywords = Set(lines.compactMap { $0.split(separator: " ").first }).union(Self.optional)
            .subtracting(Self.different).filter { !$0.hasPrefix("sallyport") }
        func comparable(_ all: [String]) -> [String] {
            all.filter { line in
                keywords.contains(line.prefix { $0 != " " }) && !line.hasPrefix("identityfile ~/.ssh/id_")
                    && line != "identityfile none"
            }
            .map { $0.replacing(" []:", with: " [*]:").replacing("connecttimeout 0", with: "connecttimeout none") }
        }
        let theirs = comparable(ssh.output.split(separator: "\n").map(String.init))
        #expect(comparable(lines) == theirs, sourceLocation: location)
    }

    /// Keywords that ssh prints only when they are set.
    private static let optional: Set<Substring> = [
        "bindaddress", "bindinterface", "controlpath", "hostkeyalias", "identityagent", "dynamicforward",
        "localforward", "remoteforward", "identityfile", "proxycommand", "proxyjump",
    ]

    /// Keywords with another default, and lists that hang on the library; Debian's ssh raises ServerAliveInterval to
    /// 300 under BatchMode.
    private static let different: Set<Substring> = [
        "serveraliveinterval", "ciphers", "macs", "kexalgorithms", "hostkeyalgorithms", "pubkeyacceptedalgorithms",
    ]
}

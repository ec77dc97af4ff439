import CommandSupport
import Settings
import TunnelModel

/// From the words of the command line to an exit status.
enum Program {
    /// Runs the command line and says on standard error why it could not.
    static func run(_ words: [String]) async -> Int32 {
        do {
            switch try SSHArguments.parse(words, lookups: .system) {
            case .version:
                Console.write(Version.line + "\n")
                return ExitStatus.success
            case .query(let query):
                return answer(query)
            case .dump(let arguments):
                return dump(arguments)
            case .control:
                Console.write("\(Usage.program): option -O is not supported: there is no control socket yet\n")
                return ExitStatus.sshError
            case .connect(let arguments):
                return await connect(arguments)
            }
        } catch {
            Console.write(error.standardError)
            return error.exitStatus
        }
    }

    private static func connect(_ arguments: SSHArguments) async -> Int32 {
        do throws(SettingsError) {
            guard let settings = try resolve(arguments) else { return ExitStatus.sshError }
            let console = Console(level: settings.logLevel)
            for remark in settings.remarks { console.say(remark.text, at: remark.level) }
            console.say(Version.line, at: .debug1)
            if let what = settings.missingPart {
                Console.write("\(Usage.program): \(what) is not supported yet\n")
                return ExitStatus.sshError
            }
            return await Tunnel(settings: settings, console: console).run()
        } catch {
            Console.write("\(error)\n")
            return ExitStatus.sshError
        }
    }

    private static func dump(_ arguments: SSHArguments) -> Int32 {
        do throws(SettingsError) {
            guard let settings = try resolve(arguments) else { return ExitStatus.sshError }
            for line in settings.dump(defaults: .transport) { print(line) }
            return ExitStatus.success
        } catch {
            Console.write("\(error)\n")
            return ExitStatus.sshError
        }
    }

    private static func answer(_ query: AlgorithmQuery) -> Int32 {
        let defaults = AlgorithmDefaults.transport
        let lines =
            switch query {
            case .cipher: defaults.ciphers
            case .compression: ["none"]
            case .kex: defaults.keyExchanges
            case .key: defaults.publicKeys.map { $0.hasPrefix("rsa-") ? "ssh-rsa" : $0 }
            case .mac: defaults.macs
            case .protocolVersion: ["2"]
            case .sig: defaults.publicKeys
            case .help: AlgorithmQuery.allCases.filter { $0 != .help }.map(\.rawValue)
            }
        var seen: Set<String> = []
        for line in lines where seen.insert(line).inserted { print(line) }
        return ExitStatus.success
    }

    /// The settings of command line and files; nil, after a word about it, if nobody knows the user.
    private static func resolve(_ arguments: SSHArguments) throws(SettingsError) -> ClientSettings? {
        guard let user = CurrentUser() else {
            Console.write("No user exists for uid; run as a user that the system knows.\n")
            return nil
        }
        let context = SettingsContext.system(user: user, lookups: .system)
        return try arguments.source.resolved(host: arguments.destination.host, context: context)
    }
}

extension ClientSettings {
    /// What the settings ask for and this program does not do yet; nil for nothing.
    fileprivate var missingPart: String? {
        if proxy != .direct { return "ProxyJump or ProxyCommand" }
        if stdioForward != nil { return "option -W" }
        if !remoteForwards.isEmpty { return "RemoteForward" }
        let isTCP = { (forward: ForwardSpec) in
            if case .tcp = forward.listen, case .tcp = forward.target { true } else { false }
        }
        if !localForwards.allSatisfy(isTCP) { return "DynamicForward, or LocalForward on a socket" }
        if forksAfterAuthentication { return "option -f" }
        return controlMaster == .no ? nil : "ControlMaster"
    }
}

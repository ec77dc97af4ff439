import Settings
import TunnelModel

/// What has been read of a command line so far.
struct SSHArgumentsState {
    let lookups: Lookups
    var draft = SettingsDraft()
    var files = ConfigFileChoice.usual
    var verbosity = 0
    var logFile: String?
    var control: ControlCommand?
    var isDump = false
    /// Whether `--` ended the options.
    var terminated = false

    init(lookups: Lookups) {
        self.lookups = lookups
    }

    /// Reads options up to the first word that is none; a request if one came that ends everything.
    mutating func readOptions(_ reader: inout ArgumentReader) throws(CommandLineError) -> SSHArguments.Request? {
        while true {
            switch reader.next() {
            case .option("V", _):
                return .version
            case .option("Q", let text?):
                guard let query = AlgorithmQuery(argument: text) else {
                    throw CommandLineError("Unsupported query \"\(text)\"")
                }
                return .query(query)
            case .option(let letter, let argument?):
                try take(letter, argument)
            case .option(let letter, nil):
                try take(letter)
            case .unknown(let letter):
                throw CommandLineError("unknown option -- \(letter)", showsUsage: true)
            case .missingArgument(let letter):
                throw CommandLineError("option requires an argument -- \(letter)", showsUsage: true)
            case .end(let terminated):
                self.terminated = terminated
                return nil
            }
        }
    }

    /// Reads the destination; its user and port count only where no flag gave one.
    mutating func destination(_ word: String) throws(CommandLineError) -> SSHDestination {
        let destination: SSHDestination
        do {
            destination = try SSHDestination(parsing: word, service: lookups.service)
        } catch {
            throw CommandLineError(error)
        }
        draft.user = draft.user ?? destination.user
        draft.port = draft.port ?? destination.port
        return destination
    }

    /// A letter alone. Most overrule whatever came before them, as in ssh.
    private mutating func take(_ letter: Character) throws(CommandLineError) {
        switch letter {
        case "4": draft.addressFamily = .inet
        case "6": draft.addressFamily = .inet6
        case "f":
            draft.forkAfterAuthentication = true
            draft.stdinNull = true
        case "G": isDump = true
        case "g": draft.gatewayPorts = true
        case "M": draft.controlMaster = draft.controlMaster == .yes ? .ask : .yes
        case "n": draft.stdinNull = true
        case "q": draft.logLevel = .quiet
        case "v":
            draft.logLevel = verbosity == 0 ? .debug1 : (draft.logLevel ?? .debug1).raised
            verbosity = min(verbosity + 1, 3)
        case "2":
            // It asks for what is always so.
            break
        default: try overrule(letter)
        }
    }

    /// The letters about features that we do not have.
    private mutating func overrule(_ letter: Character) throws(CommandLineError) {
        let origin = Origin.flag(letter)
        switch letter {
        case "A": draft.overrule("forwardagent", with: "yes", origin: origin)
        case "a": draft.overrule("forwardagent", with: "no", origin: origin)
        case "C": draft.overrule("compression", with: "yes", origin: origin)
        case "K":
            draft.overrule("gssapiauthentication", with: "yes", origin: origin)
        case "k": draft.overrule("gssapidelegatecredentials", with: "no", origin: origin)
        case "N":
            let type = draft.value(ofUnhonoured: "sessiontype")?.lowercased()
            guard type == nil || type == "none" else {
                throw CommandLineError("Cannot specify -N with -s/SessionType")
            }
            draft.overrule("sessiontype", with: "none", origin: origin)
            draft.overrule("requesttty", with: "no", origin: origin)
        case "T": draft.overrule("requesttty", with: "no", origin: origin)
        case "t": draft.overrule("requesttty", with: "yes", origin: origin)
        case "X", "Y": draft.overrule("forwardx11", with: "yes", origin: origin)
        case "x": draft.overrule("forwardx11", with: "no", origin: origin)
        default:
            throw RefusedLetter.error(for: letter) ?? .unsupported("option -\(letter)", "leave it out")
        }
    }
}

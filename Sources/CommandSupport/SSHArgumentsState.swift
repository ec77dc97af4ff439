import Settings
import TunnelModel

/// What has been read of a command line so far.
struct SSHArgumentsState {
    /// Whether to go on after an option.
    enum Progress: Equatable {
        /// Read the next word.
        case goOn
        /// `-V`: nothing else counts.
        case version
    }

    let lookups: Lookups
    var draft = SettingsDraft()
    var verbosity = 0
    /// Whether `--` ended the options.
    var terminated = false

    init(lookups: Lookups) {
        self.lookups = lookups
    }

    /// Reads options up to the first word that is none.
    mutating func readOptions(_ reader: inout ArgumentReader) throws(CommandLineError) -> Progress {
        while true {
            switch reader.next() {
            case .option("V", _):
                return .version
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
                return .goOn
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

    /// A letter alone. `-4`, `-6`, `-g`, `-q` and `-v` overrule whatever came before them, as in ssh.
    private mutating func take(_ letter: Character) throws(CommandLineError) {
        switch letter {
        case "4": draft.addressFamily = .inet
        case "6": draft.addressFamily = .inet6
        case "g": draft.gatewayPorts = true
        case "q": draft.logLevel = .quiet
        case "v":
            draft.logLevel = verbosity == 0 ? .debug1 : (draft.logLevel ?? .debug1).raised
            verbosity = min(verbosity + 1, 3)
        case "2", "N", "n", "T", "a", "k", "x":
            // They ask for what is always so: protocol 2, no command, no input, no terminal, nothing forwarded but ports.
            break
        default:
            throw RefusedLetter.error(for: letter) ?? .unsupported("option -\(letter)", "leave it out")
        }
    }

    /// A letter with its argument.
    private mutating func take(_ letter: Character, _ argument: String) throws(CommandLineError) {
        switch letter {
        case "b": draft.bindAddress = argument
        case "F":
            guard argument == "none" else {
                throw .unsupported("option -F \(argument)", "configuration files are not read yet; use -F none and -o")
            }
        case "i": draft.add(identityFile: argument, origin: .flag("i"))
        case "L": draft.add(localForward: try forward(argument, .local))
        case "l": draft.user = draft.user ?? argument
        case "o":
            do {
                try draft.apply(line: argument, origin: .commandLine, lookups: lookups)
            } catch {
                throw CommandLineError(error)
            }
        case "p":
            guard draft.port == nil else { break }
            guard let port = PortNumber.parse(argument, service: lookups.service), port > 0 else {
                throw CommandLineError("Bad port '\(argument)'")
            }
            draft.port = port
        default:
            // A specification that is wrong anyway gets ssh's message, so that nobody mends it in vain.
            if letter == "R" { _ = try forward(argument, .remote) }
            if letter == "D" { _ = try forward(argument, .dynamic) }
            if letter == "W" { _ = try forward(argument, .stdio) }
            throw RefusedLetter.error(for: letter) ?? .unsupported("option -\(letter)", "leave it out")
        }
    }

    private func forward(_ text: String, _ kind: ForwardKind) throws(CommandLineError) -> ForwardSpec {
        do {
            return try ForwardSpec(
                parsing: text, kind: kind, environment: lookups.environment, service: lookups.service)
        } catch {
            throw CommandLineError(error)
        }
    }
}

import Settings
import TunnelModel

/// The letters that take an argument.
extension SSHArgumentsState {
    /// A letter with its argument.
    mutating func take(_ letter: Character, _ argument: String) throws(CommandLineError) {
        switch letter {
        case "B": draft.bindInterface = argument
        case "b": draft.bindAddress = argument
        case "D": draft.add(forward: try forward(argument, .dynamic))
        case "E": logFile = argument
        case "F": files = ConfigFileChoice(argument: argument)
        case "i": draft.add(identityFile: argument, origin: .flag("i"))
        case "J": try jump(argument)
        case "L": draft.add(forward: try forward(argument, .local))
        case "l": draft.user = draft.user ?? argument
        case "O": try control(argument)
        case "o":
            do {
                try draft.apply(line: argument, origin: .commandLine, lookups: lookups)
            } catch {
                throw CommandLineError(error)
            }
        case "p": try port(argument)
        case "R": draft.add(forward: try forward(argument, .remote))
        case "S": draft.controlPath = argument
        case "W": try stdioForward(argument)
        default: try takeRarer(letter, argument)
        }
    }

    private mutating func takeRarer(_ letter: Character, _ argument: String) throws(CommandLineError) {
        switch letter {
        case "c":
            // Unlike Ciphers, -c takes no list with a minus sign.
            guard let list = AlgorithmList.ciphers(argument), list.operation != .remove else {
                throw CommandLineError("Unknown cipher type '\(argument)'")
            }
            draft.ciphers = list
        case "m":
            // Unlike MACs, -m takes a plain list alone.
            guard let list = AlgorithmList.macs(argument), list.operation == .replace else {
                throw CommandLineError("Unknown mac type '\(argument)'")
            }
            draft.macs = list
        case "e":
            guard EscapeCharacter.isValid(argument) else {
                throw CommandLineError("Bad escape character '\(argument)'.")
            }
            draft.overrule("escapechar", with: argument, origin: .flag("e"))
        case "I": draft.overrule("pkcs11provider", with: argument, origin: .flag("I"))
        case "w":
            guard TunnelDevice.isValid(argument) else { throw CommandLineError("Bad tun device '\(argument)'") }
            draft.overrule("tunnel", with: "yes", origin: .flag("w"))
        default:
            throw RefusedLetter.error(for: letter) ?? .unsupported("option -\(letter)", "leave it out")
        }
    }

    private mutating func jump(_ argument: String) throws(CommandLineError) {
        guard draft.proxyJump == nil else {
            throw CommandLineError(
                "Only a single -J option is permitted (use commas to separate multiple jump hops)")
        }
        guard draft.proxyCommand == nil else { throw CommandLineError("Cannot specify -J with ProxyCommand") }
        guard let hops = JumpHop.list(argument, service: lookups.service) else {
            throw CommandLineError("Invalid -J argument", advice: "use [user@]host[:port], with commas between several")
        }
        draft.proxyJump = hops
    }

    private mutating func control(_ argument: String) throws(CommandLineError) {
        guard draft.stdioForward == nil else {
            throw CommandLineError("Cannot specify multiplexing command with -W")
        }
        guard control == nil else { throw CommandLineError("Multiplexing command already specified") }
        guard let command = ControlCommand(rawValue: argument) else {
            guard ["proxy", "conninfo", "channels"].contains(argument) else {
                throw CommandLineError(
                    "Invalid multiplex command.", advice: "use check, forward, cancel, stop or exit")
            }
            throw .unsupported("option -O \(argument)", "use check, forward, cancel, stop or exit")
        }
        control = command
    }

    private mutating func port(_ argument: String) throws(CommandLineError) {
        guard draft.port == nil else { return }
        guard let port = PortNumber.parse(argument, service: lookups.service), port > 0 else {
            throw CommandLineError("Bad port '\(argument)'")
        }
        draft.port = port
    }

    /// `-W` brings no terminal and no session. That it clears forwards and ends on failure are defaults, which `-o`
    /// and files can overrule.
    private mutating func stdioForward(_ argument: String) throws(CommandLineError) {
        guard draft.stdioForward == nil else { throw CommandLineError("stdio forward already specified") }
        guard control == nil else { throw CommandLineError("Cannot specify stdio forward with -O") }
        guard case .tcp(let target) = try forward(argument, .stdio).target else { return }
        draft.stdioForward = target
        draft.overrule("requesttty", with: "no", origin: .flag("W"))
        draft.overrule("sessiontype", with: "none", origin: .flag("W"))
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

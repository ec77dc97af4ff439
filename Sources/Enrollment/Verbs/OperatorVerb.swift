import TunnelModel

/// What an operator may ask of the forced command. All but `open` take `--json` as their last word.
package enum OperatorVerb: Sendable, Hashable {
    /// How an answer is written.
    package enum Format: Sendable, Hashable {
        /// For people: plain ssh is a client too.
        case text
        /// ``ReplyLine``s, for programs.
        case json
    }

    /// The devices and services that the operator may use.
    case list(Format)
    /// The address and port of a service.
    case resolve(DeviceService, Format)
    /// Standard input and output become a connection to the service.
    case open(DeviceService)
    /// Who the operator is, and until when.
    case whoami(Format)
    /// Why a service can be used or not: grants, and the device's state.
    case why(DeviceService, Format)

    /// The verbs, each by its first word.
    static let words = ["list", "resolve", "open", "whoami", "why"]

    /// Reads `SSH_ORIGINAL_COMMAND`; nil means that it is not set.
    package init(command: String?) throws(VerbError) {
        let command = try SessionCommand(command)
        guard Self.words.contains(command.verb) else {
            throw .unknown(PlainText(cleaning: command.verb), role: .operator)
        }
        var arguments = command.arguments
        let format: Format = command.verb != "open" && arguments.last == "--json" ? .json : .text
        if format == .json { arguments.removeLast() }
        switch command.verb {
        case "list", "whoami":
            guard arguments.isEmpty else {
                throw .arguments(verb: command.verb, usage: "\(command.verb) [--json]")
            }
            self = command.verb == "list" ? .list(format) : .whoami(format)
        default:
            let service = try Self.service(arguments, command.verb)
            switch command.verb {
            case "open": self = .open(service)
            case "resolve": self = .resolve(service, format)
            default: self = .why(service, format)
            }
        }
    }

    /// The command that asks for it.
    package var command: String {
        switch self {
        case .list(let format): "list" + format.word
        case .resolve(let service, let format): "resolve \(service)" + format.word
        case .open(let service): "open \(service)"
        case .whoami(let format): "whoami" + format.word
        case .why(let service, let format): "why \(service)" + format.word
        }
    }

    private static func service(_ arguments: [String], _ verb: String) throws(VerbError) -> DeviceService {
        guard arguments.count == 1 else {
            throw .arguments(verb: verb, usage: "\(verb) DEVICE:SERVICE" + (verb == "open" ? "" : " [--json]"))
        }
        do {
            return try DeviceService(arguments[0])
        } catch {
            throw .malformed(verb: verb, error)
        }
    }
}

extension OperatorVerb.Format {
    /// What the format adds to a command.
    fileprivate var word: String { self == .json ? " --json" : "" }
}

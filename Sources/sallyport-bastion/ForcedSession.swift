import CPosix
import Enrollment
import Glibc
import KeeperProtocol
import StrictJSON
import TunnelModel

/// The forced command: `session ROLE ID [--socket PATH]`. Who it speaks for stands in the line that the keeper wrote;
/// what is wanted, in SSH_ORIGINAL_COMMAND. Whatever is not one verb of the role's list is one line and status 64.
struct ForcedSession {
    static let usage = "usage: sallyport-bastion session device|operator|enroll ID [--socket PATH]"
    /// How long the peer may take for its one line.
    private static let patience: Int32 = 20_000

    let socket: String
    let command: String?
    let from: PeerAddress?

    static func run(_ words: [String]) -> Int32 {
        var words = words
        let socket = SocketOption.take(from: &words)
        guard words.count == 2, let identity = SessionIdentity(role: words[0], id: words[1]) else {
            Console.complain(usage)
            return ExitStatus.usage
        }
        let helper = ForcedSession(
            socket: socket, command: variable("SSH_ORIGINAL_COMMAND"),
            from: variable("SSH_CONNECTION").flatMap { PeerAddress(sshConnection: $0) })
        do {
            switch identity {
            case .device(let id): return try helper.serve(device: id)
            case .operator(let id): return try helper.serve(operator: id)
            case .enroll(let id): return try helper.serve(token: id)
            }
        } catch {
            return complain(error)
        }
    }

    private func serve(device id: DeviceID) throws -> Int32 {
        switch try DeviceVerb(command: command) {
        case .hello:
            return try answer { SessionHello(device: id, hello: try Hello(line: try line()), from: from) }
        case .bound:
            return try answer { SessionBound(device: id, question: try BoundQuestion(line: try line())) }
        }
    }

    private func serve(token id: TokenID) throws -> Int32 {
        _ = try EnrolleeVerb(command: command)
        return try answer { SessionEnroll(token: id, enrollment: try EnrollRequest(line: try line()), from: from) }
    }

    /// Asks, and writes the answer as one line for the program at the other end, refusals too.
    private func answer<Question: KeeperQuestion>(_ question: () throws -> Question) throws -> Int32 {
        do {
            let end = try Conversation.ask(try question(), socket: socket)
            Console.print(String(decoding: try Answer<Question.End>.ok(end).line(), as: UTF8.self))
            return ExitStatus.done
        } catch {
            let refusal = Self.refusal(error)
            Console.print(String(decoding: try Answer<Done>.refused(refusal).line(), as: UTF8.self))
            return refusal.exitStatus
        }
    }

    /// The one line that the peer sends.
    private func line() throws -> [UInt8] {
        var bytes = [CChar](repeating: 0, count: JSONLimits.line.bytes + 1)
        let count = sallyport_receive_line(0, &bytes, bytes.count, Self.patience)
        switch count {
        case -Int(EMSGSIZE): throw Refusal(.tooLarge, "the line is longer than \(JSONLimits.line.bytes) bytes")
        case -Int(ETIMEDOUT): throw Refusal(.badRequest, "no whole line came in \(Self.patience / 1_000) s")
        case ..<0: throw Refusal(.failed, "standard input cannot be read")
        case 0: throw Refusal(.badRequest, "one line is due on standard input")
        default: return bytes.prefix(count).map { UInt8(bitPattern: $0) }
        }
    }

    private static func refusal(_ error: any Error) -> Refusal {
        switch error {
        case let refusal as Refusal: refusal
        case let fault as JSONFault: Refusal(.badRequest, "the line is refused: \(fault)")
        case let fault as any Diagnosable:
            Refusal(fault.exitStatus == ExitStatus.unavailable ? .unavailable : .failed, fault.summary)
        default: Refusal(.failed, "\(error)")
        }
    }

    /// One line, whatever it is.
    private static func complain(_ error: any Error) -> Int32 {
        guard let fault = error as? any Diagnosable else {
            Console.complain("\(error)")
            return ExitStatus.failed
        }
        Console.complain(fault.summary + (fault.advice.map { " (\($0))" } ?? ""))
        return fault.exitStatus
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

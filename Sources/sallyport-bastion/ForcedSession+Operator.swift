import CPosix
import Enrollment
import Glibc
import KeeperProtocol
import StrictJSON
import TunnelModel

extension ForcedSession {
    /// The operators' verbs: for people as text, for programs as the lines of the protocol.
    func serve(operator id: OperatorID) throws -> Int32 {
        switch try OperatorVerb(command: command) {
        case .list(let format): return try list(id, format)
        case .resolve(let service, let format):
            let question = SessionResolve(by: id, service: service)
            return try show(question, format) { route in
                "\(route.address):\(route.port) \(route.isOnline ? "online" : "offline")"
                    + (route.until.map { " until \($0)" } ?? "") + "\n"
            }
        case .whoami(let format):
            return try show(SessionWhoAmI(by: id), format) { me in
                let groups = me.groups.isEmpty ? "" : ", groups \(me.groups.map(\.text).joined(separator: " "))"
                return "\(me.name), \(me.grants) grants\(groups)" + (me.until.map { ", the first ends \($0)" } ?? "")
                    + "\n"
            }
        case .why(let service, let format):
            return try show(SessionWhy(by: id, service: service), format) { Verdicts.text($0) }
        case .open(let service): return try open(id, service)
        }
    }

    private func list(_ id: OperatorID, _ format: OperatorVerb.Format) throws -> Int32 {
        var table = Table("DEVICE", "STATE", "ADDRESS", "SERVICES", "LAST SEEN")
        let question = SessionList(by: id)
        let end = try Conversation.ask(question, socket: socket) { device in
            guard format == .text else {
                return Console.print(String(decoding: try SessionList.Reply.item(device).line(), as: UTF8.self))
            }
            table.add(
                device.device.text, device.isOnline ? "online" : "offline", device.address.text,
                device.services.map { "\($0.service):\($0.port)" }.joined(separator: " "), device.lastSeen?.text)
        }
        Console.print(
            format == .text ? table.text : String(decoding: try SessionList.Reply.ok(end).line(), as: UTF8.self))
        return ExitStatus.done
    }

    private func show<Question: KeeperQuestion>(
        _ question: Question, _ format: OperatorVerb.Format, _ text: (Question.End) -> String
    ) throws -> Int32 {
        let end = try Conversation.ask(question, socket: socket)
        Console.print(
            format == .text ? text(end) : String(decoding: try Answer<Question.End>.ok(end).line(), as: UTF8.self))
        return ExitStatus.done
    }

    /// Joins standard input and output to a service, after the keeper has said yes.
    private func open(_ id: OperatorID, _ service: DeviceService) throws -> Int32 {
        let relay = try Conversation.ask(SessionOpen(by: id, service: service, from: from), socket: socket)
        let connection = sallyport_connect_address(relay.address.text, relay.port, 10_000)
        var sent: UInt64 = 0
        var received: UInt64 = 0
        let code = connection < 0 ? connection : sallyport_relay(0, 1, connection, &sent, &received)
        let words = code == 0 ? nil : strerror(-code).map { String(cString: $0) }
        // The report is for the audit: that it fails is no reason to fail what was done.
        _ = try? Conversation.ask(
            SessionRelayed(
                by: id, relay: relay.relay, sent: Int64(clamping: sent), received: Int64(clamping: received),
                reason: words.map { PlainText(cleaning: $0) }), socket: socket)
        guard let words else { return ExitStatus.done }
        throw Refusal(connection < 0 ? .offline : .failed, "\(service): \(words)")
    }
}

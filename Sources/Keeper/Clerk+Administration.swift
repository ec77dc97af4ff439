import Enrollment
import KeeperProtocol
import NIOCore
import Registry
import TunnelModel

extension Clerk {
    /// What administrators ask for.
    func administer(_ request: KeeperRequest, _ peer: Peer, _ started: AnswerLines) async throws -> ByteBuffer {
        var lines = started
        let actor = actor(peer)
        switch request {
        case .deviceAdd(let question): return try lines.end(question, try await desk.add(question, by: actor))
        case .deviceList(let question):
            try await lines.add(try await desk.devices(question.selection), to: question)
            return try lines.end(question)
        case .deviceNames(let question):
            try await lines.add(try await desk.deviceNames(question.selection), to: question)
            return try lines.end(question)
        case .deviceShow(let question): return try lines.end(question, try await desk.show(question.name))
        case .deviceRename(let question): return try lines.end(question, try await desk.rename(question, by: actor))
        case .deviceLabel(let question): return try lines.end(question, try await desk.label(question, by: actor))
        case .deviceApprove(let question):
            return try lines.end(question, try await desk.approve(question.name, by: actor))
        case .deviceRevoke(let question):
            return try lines.end(question, SessionsEnded(count: try await desk.revoke(question.name, by: actor)))
        case .deviceKick(let question):
            return try lines.end(question, SessionsEnded(count: try await desk.kick(question.name, by: actor)))
        case .operatorAdd(let question): return try lines.end(question, try await desk.add(question, by: actor))
        case .operatorList(let question):
            try await lines.add(try await desk.operators(), to: question)
            return try lines.end(question)
        case .operatorRevoke(let question):
            return try lines.end(question, SessionsEnded(count: try await desk.revoke(question.name, by: actor)))
        default: return try await administerRights(request, actor, peer, lines)
        }
    }

    private func administerRights(
        _ request: KeeperRequest, _ actor: PlainText, _ peer: Peer, _ started: AnswerLines
    ) async throws -> ByteBuffer {
        var lines = started
        switch request {
        case .operatorInvite(let question): return try lines.end(question, try await desk.invite(question, by: actor))
        case .tokenCreate(let question): return try lines.end(question, try await desk.create(question, by: actor))
        case .tokenList(let question):
            try await lines.add(try await desk.tokens(question), to: question)
            return try lines.end(question)
        case .tokenRevoke(let question):
            try await lines.add(try await desk.revoke(question, by: actor), to: question)
            return try lines.end(question)
        case .grantAdd(let question): return try lines.end(question, try await desk.add(question, by: actor))
        case .grantList(let question):
            try await lines.add(try await desk.grants(question), to: question)
            return try lines.end(question)
        case .grantEnd(let question):
            return try lines.end(question, SessionsEnded(count: try await desk.end(question, by: actor)))
        case .audit(let question):
            try await lines.add(try await desk.audit(question), to: question)
            return try lines.end(question)
        case .why(let question): return try lines.end(question, try await desk.why(question))
        case .status(let question): return try lines.end(question, try await desk.status())
        case .backup(let question): return try lines.end(question, try await desk.backUp(question))
        case .restore(let question): return try lines.end(question, try await desk.restore(question, by: actor))
        case .export(let question):
            try await lines.add(try desk.export(), to: question)
            return try lines.end(question)
        case .importPart(let question):
            return try lines.end(question, ItemCount(count: try await desk.take(question, peer, by: actor)))
        default: throw Refusal(.unknownVerb, "the keeper does not do \(request.verb.rawValue)")
        }
    }
}

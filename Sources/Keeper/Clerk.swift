import CPosix
import Enrollment
import KeeperProtocol
import NIOCore
import Registry
import StrictJSON
import TunnelModel

/// Reads requests, sees to it that only those who may ask do, and writes the answers.
struct Clerk: Sendable {
    let desk: Desk
    let users: LoginUsers

    typealias Send = @Sendable (ByteBuffer) async throws -> Void

    /// The answer to one line. Only a client that is gone makes it throw.
    func answer(_ line: ByteBuffer, _ peer: Peer, _ send: @escaping Send) async throws -> ByteBuffer {
        let request: KeeperRequest
        do {
            request = try KeeperRequest(line: Array(line.readableBytesView))
        } catch {
            return AnswerLines.refused(KeeperRequest.refusal(of: error))
        }
        guard users.callers(peer.uid).contains(where: { $0.may(request.verb) }) else {
            return AnswerLines.refused(
                Refusal(
                    .notAllowed, "user id \(peer.uid) may not ask the keeper for \(request.verb.rawValue)",
                    advice: "run this as root, or as the user who runs the keeper"))
        }
        do {
            return try await answer(request, peer, send)
        } catch let error as ChannelError {
            throw error
        } catch {
            return AnswerLines.refused(Self.refusal(error))
        }
    }

    /// An error in the words of the protocol.
    static func refusal(_ error: any Error) -> Refusal {
        switch error {
        case let refusal as Refusal: refusal
        case let fault as RegistryError: Refusal(code(fault), fault.summary, advice: fault.advice)
        case let fault as any Diagnosable: Refusal(.failed, fault.summary, advice: fault.advice)
        default: Refusal(.failed, "\(error)")
        }
    }

    private static func code(_ error: RegistryError) -> RefusalCode {
        switch error {
        case .cannotOpen, .corrupt, .foreign, .newer, .readOnly, .diskFull, .storage: .storage
        case .busy: .busy
        case .unknown: .notFound
        case .taken, .keyKnown: .taken
        case .invalid: .badRequest
        case .refused: .conflict
        case .limit: .exhausted
        case .enrollment(let refusal): code(refusal)
        }
    }

    private static func code(_ refusal: EnrollmentRefusal) -> RefusalCode {
        switch refusal {
        case .unknownToken: .notFound
        case .revokedToken, .shutOut, .revokedName: .revoked
        case .expired: .expired
        case .spent: .tokenSpent
        case .wrongPlace: .notAllowed
        case .knownKey, .takenName: .taken
        case .badName: .badRequest
        }
    }

    /// Who did it, for the audit.
    func actor(_ peer: Peer) -> PlainText {
        var name = [CChar](repeating: 0, count: 256)
        guard sallyport_user_name(peer.uid, &name, name.count) == 0 else {
            return PlainText(cleaning: "uid \(peer.uid)")
        }
        return PlainText(
            cleaning: String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }

    private func answer(_ request: KeeperRequest, _ peer: Peer, _ send: @escaping Send) async throws -> ByteBuffer {
        var lines = AnswerLines(send)
        switch request {
        case .authorizedKeys(let question):
            let line = try await desk.keyLine(user: question.login.text, key: question.key.fingerprint, peer: peer)
            try await lines.add(line.map { KeyLinePiece.pieces(of: $0) } ?? [], to: question)
            return try lines.end(question, Done())
        case .sessionHello(let question):
            let reply = try await desk.hello(
                question.device, question.hello, from: question.from.map { PlainText(cleaning: $0.description) },
                peer: peer)
            return try lines.end(question, reply)
        case .sessionBound(let question):
            return try lines.end(question, try await desk.bound(question.device, question.question))
        case .sessionEnroll(let question):
            let reply = try await desk.enroll(
                question.token, question.enrollment, from: question.from.map { PlainText(cleaning: $0.description) })
            return try lines.end(question, reply)
        case .sessionList(let question):
            try await lines.add(try await desk.list(question.by, peer: peer), to: question)
            return try lines.end(question)
        case .sessionResolve(let question):
            return try lines.end(question, try await desk.resolve(question.by, question.service, peer: peer))
        case .sessionOpen(let question):
            return try lines.end(question, try await desk.open(question, peer: peer))
        case .sessionRelayed(let question):
            try await desk.relayed(question, peer: peer)
            return try lines.end(question, Done())
        case .sessionWhoAmI(let question):
            return try lines.end(question, try await desk.whoAmI(question.by, peer: peer))
        case .sessionWhy(let question):
            return try lines.end(question, try await desk.why(question.by, question.service, peer: peer))
        default: return try await administer(request, peer, lines)
        }
    }
}

import Enrollment
import Keeper
import KeeperProtocol
import StrictJSON
import TunnelModel

/// One question to the keeper and its answer, by blocking calls.
enum Conversation {
    /// Where the keeper's socket is when nobody says otherwise.
    static let defaultState = "/var/lib/sallyport"

    static func socket(state: String) -> String { state + "/keeper.sock" }

    /// Asks, gives each item to `take` as it comes, and returns the end. Throws the keeper's refusal.
    static func ask<Question: KeeperQuestion>(
        _ question: Question, socket: String, take: (Question.Item) throws -> Void = { _ in }
    ) throws -> Question.End {
        var call = try KeeperCall(path: socket)
        try call.send(try question.line())
        while true {
            let line: Question.Reply
            do {
                line = try Question.Reply(line: try call.receive())
            } catch let fault as JSONFault {
                throw Refusal(
                    .failed, "the keeper's answer cannot be read: \(fault)", advice: "it is of another version")
            }
            switch line {
            case .item(let item): try take(item)
            case .ok(let end): return end
            case .refused(let refusal): throw refusal
            }
        }
    }
}

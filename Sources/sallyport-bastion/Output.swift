import Enrollment
import KeeperProtocol
import StrictJSON

/// Writes answers as JSON: one line for each item, then the end.
struct Output {
    private var text: [UInt8] = []

    mutating func add(_ bytes: [UInt8]) {
        text += bytes
        if text.count > 256 << 10 { flush() }
    }

    mutating func flush() {
        Console.print(String(decoding: text, as: UTF8.self))
        text = []
    }
}

extension Place {
    /// Asks and gives the end.
    func ask<Question: KeeperQuestion>(
        _ question: Question, take: (Question.Item) throws -> Void = { _ in }
    ) throws -> Question.End {
        try Conversation.ask(question, socket: socketPath, take: take)
    }

    /// Asks for many and gives them all.
    func all<Question: KeeperQuestion>(_ question: Question) throws -> [Question.Item] {
        var items: [Question.Item] = []
        _ = try ask(question) { items.append($0) }
        return items
    }

    /// Asks and writes each item as a line of JSON.
    func dump<Question: KeeperQuestion>(_ question: Question) throws {
        var output = Output()
        _ = try ask(question) { output.add(try JSONText.line($0)) }
        output.flush()
    }
}

/// Values as lines of JSON.
enum JSONText {
    static func line(_ value: some Encodable) throws -> [UInt8] {
        try StrictEncoder(limits: JSONLimits(bytes: 1 << 20)).encode(value) + [UInt8(ascii: "\n")]
    }

    static func print(_ value: some Encodable) throws {
        Console.print(String(decoding: try line(value), as: UTF8.self))
    }
}

package import Enrollment
package import StrictJSON

/// A request to the keeper together with what it is answered by.
package protocol KeeperQuestion: Codable, Sendable, Hashable {
    /// What comes many times before the end; ``NoItem`` if nothing does.
    associatedtype Item: Codable & Sendable & Hashable = NoItem
    /// What comes once, at the end.
    associatedtype End: Codable & Sendable & Hashable

    /// Its verb.
    static var verb: KeeperVerb { get }
    /// The request that asks it.
    var request: KeeperRequest { get }
}

extension KeeperQuestion {
    /// A line of its answer.
    package typealias Reply = ReplyLine<Item, End>

    /// The line that asks it, with its newline.
    package func line() throws(JSONFault) -> [UInt8] { try request.line() }
}

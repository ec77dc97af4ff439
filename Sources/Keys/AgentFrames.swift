/// Cuts what comes from an agent's socket into messages (draft-miller-ssh-agent section 4).
package struct AgentFrames: Sendable {
    /// The largest message that is taken, in bytes: 256 KiB, as in OpenSSH (authfd.c, `MAX_AGENT_REPLY_LEN`).
    package static let largest = 256 << 10

    private var bytes: [UInt8] = []

    /// Starts empty.
    package init() {}

    /// Adds what came, in pieces of any size.
    package mutating func append(_ piece: some Collection<UInt8>) {
        bytes += piece
    }

    /// The next whole message without its length, or nil until there is one.
    /// - Throws: `.tooLong` as soon as the length says so.
    package mutating func next() throws(AgentFault) -> [UInt8]? {
        guard bytes.count >= 4 else { return nil }
        let length = bytes[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard length <= Self.largest else { throw .tooLong(length) }
        guard bytes.count >= 4 + length else { return nil }
        defer { bytes.removeFirst(4 + length) }
        return Array(bytes[4..<(4 + length)])
    }
}

package import TunnelModel

/// A session that lives.
package struct SessionRecord: Codable, Sendable, Hashable {
    /// The pid of its sshd monitor.
    package var monitor: Int32
    /// When it began.
    package var since: UTCTime
    /// Where it comes from.
    package var from: PlainText?
    /// Whether it has run its first verb.
    package var hasSaidHello: Bool

    /// Puts the parts together.
    package init(monitor: Int32, since: UTCTime, from: PlainText? = nil, hasSaidHello: Bool) {
        self.monitor = monitor
        self.since = since
        self.from = from
        self.hasSaidHello = hasSaidHello
    }
}

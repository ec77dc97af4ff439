import NIOCore
import SSHTransport

extension LinkSettings {
    /// The settings with what follows from them: liveness and memory for each session.
    func completed() -> LinkSettings {
        var settings = self
        settings.limitSilence()
        settings.shareMemory()
        return settings
    }

    /// A server that has fallen silent is noticed after at most interval × count + 5 s.
    ///
    /// A ping is sent each interval, so up to one interval passes before the first that goes unanswered; the rest is for
    /// the answer, and at least 5 s. Any byte from the server starts that time anew, as with ssh: on a slow line the
    /// answer waits behind others. ssh itself notices after interval × (count + 1).
    private mutating func limitSilence() {
        guard let interval = aliveInterval else { return }
        let others = Int64(max(1, aliveCountMax) - 1)
        let answer = max(interval.nanoseconds * others, TimeAmount.seconds(5).nanoseconds)
        transport.pingDeadline = .nanoseconds(answer)
        // Later than that, so that it is the ping's sentence that is told; it frees sockets that we closed.
        if tcpUserTimeout == nil { tcpUserTimeout = .nanoseconds(interval.nanoseconds + answer) + .seconds(5) }
    }

    /// Each of several sessions gets its share of the memory that one would get, but never less than four windows:
    /// a few stalled readers must not cost a session its streams.
    private mutating func shareMemory() {
        let count = sessions.maximum
        guard count > 1 else { return }
        transport.memoryHardLimit = max(transport.memoryHardLimit / count, 4 * window)
        transport.memorySoftLimit = max(transport.memorySoftLimit / count, 3 * window)
    }
}

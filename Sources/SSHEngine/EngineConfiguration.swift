package import NIOCore

/// What one engine is told before it starts.
package struct EngineConfiguration: Sendable {
    /// Our identification after "SSH-2.0-", without blanks (RFC 4253 section 4.2).
    package var softwareVersion = "Sallyport"
    /// What is offered in the key exchange.
    package var algorithms = Algorithms()
    /// How much memory the session may hold.
    package var memory = MemoryBudget()
    /// From the start to the server's host key. Default 30 s.
    package var handshakeDeadline = TimeAmount.seconds(30)
    /// For each answer of the server during authentication; stopped while a person or an agent is waited for.
    package var loginDeadline = TimeAmount.seconds(30)
    /// For each open, listen and exec, from the moment that it is asked of the server. Default 15 s.
    package var requestDeadline = TimeAmount.seconds(15)
    /// For the answer to a ping. Default 10 s.
    package var pingDeadline = TimeAmount.seconds(10)
    /// Output that may wait for a carrier that takes nothing before input is no longer read, in bytes. Default 1 MiB.
    package var outputCap = 1 << 20

    /// The defaults.
    package init() {}
}

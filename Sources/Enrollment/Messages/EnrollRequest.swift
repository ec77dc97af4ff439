import StrictJSON
package import TunnelModel

/// What an enrollee sends, logged in with its token's key: the verb `enroll`, with this as the one line on its standard
/// input. The token is known from the login.
package struct EnrollRequest: JSONMessage, Hashable {
    /// ``ProtocolVersion/current``.
    package static var version: Int { ProtocolVersion.current }

    /// The enrollee's new key.
    package var key: PublicKey
    /// The fingerprint of the host key that it sees on this connection.
    package var hostKey: KeyFingerprint
    /// The signature by the new key over ``EnrollmentProof/signedBytes``.
    package var signature: KeySignature
    /// The name that it would like, for tokens that do not fix one.
    package var name: DeviceName?
    /// The version of the program.
    package var agent: PlainText
    /// The kernel's boot id.
    package var bootID: PlainText?
    /// What it says of its machine.
    package var facts: MachineFacts

    /// A request.
    package init(
        key: PublicKey, hostKey: KeyFingerprint, signature: KeySignature, name: DeviceName? = nil, agent: PlainText,
        bootID: PlainText? = nil, facts: MachineFacts = MachineFacts()
    ) {
        self.key = key
        self.hostKey = hostKey
        self.signature = signature
        self.name = name
        self.agent = agent
        self.bootID = bootID
        self.facts = facts
    }
}

/// The numbers of the agent's messages that we send or take (draft-miller-ssh-agent section 6.1).
enum AgentMessageNumber {
    static let failure: UInt8 = 5
    static let requestIdentities: UInt8 = 11
    static let identitiesAnswer: UInt8 = 12
    static let signRequest: UInt8 = 13
    static let signResponse: UInt8 = 14
    /// Failure as older agents say it (OpenSSH authfd.h).
    static let olderFailures: Set<UInt8> = [30, 102]
}

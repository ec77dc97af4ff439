import Keys
import TunnelModel

/// One key in the order of the login, and who holds its private half.
struct LoginKey: Sendable {
    /// Who can sign.
    enum Holder: Sendable {
        /// The agent; the file may step in if the agent goes away.
        case agent(PublicKey, file: SurveyedKey?)
        case file(SurveyedKey)
        /// A key that is unlocked already, or that has logged us in before.
        case memory(PrivateKey)
    }

    /// For messages: the path, or the agent's comment.
    let name: String
    let holder: Holder

    /// The public half; nil for an encrypted file that hides it and has no .pub file beside it.
    var publicKey: PublicKey? {
        switch holder {
        case .agent(let key, _): key
        case .file(let file): file.publicKey
        case .memory(let key): key.publicKey
        }
    }

    /// Whether the agent signs.
    var isInAgent: Bool {
        if case .agent = holder { true } else { false }
    }

    /// ssh's order (OpenSSH sshconnect2.c, `pubkey_prepare`): keys of the agent that identity files name too, in the
    /// agent's order; then its other keys, unless `identitiesOnly`; then the files that it does not hold.
    static func order(files: [SurveyedKey], agent: [AgentIdentity], identitiesOnly: Bool) -> [LoginKey] {
        var files = files
        var named: [LoginKey] = []
        var others: [LoginKey] = []
        for identity in agent {
            if let index = files.firstIndex(where: { $0.publicKey == identity.publicKey }) {
                let file = files.remove(at: index)
                named.append(LoginKey(name: file.path, holder: .agent(identity.publicKey, file: file)))
            } else if !identitiesOnly {
                others.append(LoginKey(name: identity.comment, holder: .agent(identity.publicKey, file: nil)))
            }
        }
        return named + others + files.map { LoginKey(name: $0.path, holder: .file($0)) }
    }
}

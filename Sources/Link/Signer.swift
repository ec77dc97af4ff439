import Keys
import NIOCore
import NIOPosix
import TunnelModel

/// Signs for one login: with the agent, with a key from memory, or with a file that may have to be unlocked first.
struct Signer: Sendable {
    /// Nil without an agent.
    let agent: AgentConnection?
    /// How often a person is asked for one passphrase; 0: nobody may be asked.
    let attempts: Int
    let ring: KeyRing
    let prompter: any Prompter
    let threads: NIOThreadPool
    let report: @Sendable (LinkEvent) -> Void

    /// A signature and the key that made it, ready for the next time.
    struct Signed: Sendable {
        var bytes: [UInt8]
        var key: LoginKey
    }

    /// Signs what libssh2 asks for, with the algorithm that stands in the request; nil if there will be none, which
    /// has been told.
    func sign(_ data: [UInt8], with key: LoginKey) async -> Signed? {
        guard let request = try? SignatureRequest(data) else { return nil }
        switch key.holder {
        case .agent(let publicKey, let file):
            let signature = await askAgent(data, key.name, publicKey, request.algorithm)
            switch signature {
            case .success(let bytes): return bytes.map { Signed(bytes: $0, key: key) }
            case .failure:
                // The agent has gone: what it would have signed with may lie on the disk.
                guard let file else { return nil }
                return await sign(data, with: LoginKey(name: key.name, holder: .file(file)))
            }
        case .file(let file):
            guard let privateKey = await unlock(file) else { return nil }
            return await sign(data, with: LoginKey(name: key.name, holder: .memory(privateKey)))
        case .memory(let privateKey):
            let bytes = try? await threads.runIfActive { try privateKey.sign(data, algorithm: request.algorithm) }
            return bytes.map { Signed(bytes: $0, key: key) }
        }
    }

    /// A refusal is an answer: no signature. An agent that cannot be talked to is a failure.
    private func askAgent(_ data: [UInt8], _ name: String, _ publicKey: PublicKey, _ algorithm: String) async
        -> Result<[UInt8]?, AgentFault>
    {
        guard let agent else { return .failure(.closed("it is gone")) }
        do {
            if let bytes = try await agent.sign(data, with: publicKey, algorithm: algorithm) { return .success(bytes) }
            report(.agent(.signingFailed(name: name, publicKey, words: "agent refused operation")))
            return .success(nil)
        } catch {
            let fault = error as? AgentFault ?? .closed("\(error)")
            report(.agent(.signingFailed(name: name, publicKey, words: "\(fault)")))
            return .failure(fault)
        }
    }

    /// The private key of a file, asking for its passphrase once in the life of the link.
    func unlock(_ key: SurveyedKey) async -> PrivateKey? {
        if let kept = await ring.privateKey(of: key) { return kept }
        let file: PrivateKeyFile
        switch key.file {
        case .success(let good): file = good
        case .failure(let trouble):
            tell(trouble, key.path)
            return nil
        }
        if !file.isEncrypted { return try? file.unlock(passphrase: nil) }
        if attempts == 0 { report(.identityLocked(path: key.path)) }
        for _ in 0..<attempts {
            let answer = await prompter.askSecret("Enter passphrase for key '\(key.path)': ")
            guard let answer, !answer.reveal().isEmpty else { return nil }
            do {
                let unlocked = try await threads.runIfActive { try file.unlock(passphrase: answer) }
                await ring.keep(unlocked, of: key)
                return unlocked
            } catch KeyFileError.wrongPassphrase {
                report(.wrongPassphrase(path: key.path))
            } catch {
                report(.identityUnusable(path: key.path, words: "\(error)"))
                return nil
            }
        }
        return nil
    }

    /// Says why a key file cannot be used. A missing one that was asked for has had its warning before we connected.
    func tell(_ trouble: SurveyedKey.Trouble, _ path: String) {
        switch trouble {
        case .missing: return
        case .unusable(let words): report(.identityUnusable(path: path, words: words))
        case .tooOpen(let mode): report(.identityTooOpen(path: path, mode: mode))
        }
    }
}

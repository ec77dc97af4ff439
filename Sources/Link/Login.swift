import Keys
import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// Logs connections in at one server: host key first, then each key in turn.
struct Login: Sendable {
    let settings: HopSettings
    let ring: KeyRing
    let prompter: any Prompter
    let files: KeyFileReader
    let threads: NIOThreadPool
    let report: @Sendable (LinkEvent) -> Void

    /// How long an agent may take to list its keys, in seconds.
    private static let listingDeadline: Int64 = 10

    /// Takes the connection from its first byte to "authenticated". Nobody is asked for a passphrase unless `mayAsk`.
    /// - Throws: `LinkError`; nothing was sent for authentication if it is `.hostKeyRejected`.
    func run(on connection: SSHConnection, mayAsk: Bool) async throws {
        do {
            let server = try await connection.exchangeKeys()
            report(.keysExchanged(software: server.software, hostKey: server.hostKey))
            guard await settings.verifier.verify(server) else { throw LinkError.hostKeyRejected }
            try await connection.acceptHostKey()
            try await authenticate(on: connection, mayAsk)
            let cipher = try await connection.eventLoop.submit { connection.cipher }.get()
            report(.loggedIn(cipher: cipher))
        } catch let error as SSHError {
            throw LinkError.session(error, isLoggedIn: false)
        }
    }

    private func authenticate(on connection: SSHConnection, _ mayAsk: Bool) async throws {
        let step = try await connection.methods(for: settings.user)
        guard case .methods(let methods) = step else { return report(.authenticated(path: nil)) }
        report(.methods(methods))
        if methods.contains("publickey") {
            let agent = await openAgent(on: connection.eventLoop)
            // Whoever signs must not be waited for when the server has gone.
            connection.ended.whenComplete { _ in agent?.close() }
            defer { agent?.close() }
            let hasLoggedIn = await ring.hasLoggedIn(at: place)
            let attempts = mayAsk && !hasLoggedIn ? settings.passphraseAttempts : 0
            let signer = Signer(
                agent: agent, attempts: attempts, ring: ring, prompter: prompter, threads: threads, report: report)
            if let winner = try await tryKeys(on: connection, signer) {
                await ring.won(winner, at: place)
                return report(.authenticated(path: winner.name))
            }
        }
        throw LinkError.permissionDenied(user: settings.user, host: settings.host, methods: methods)
    }

    /// What the ring remembers us by.
    private var place: String { "\(settings.user)@\(settings.host):\(settings.port)" }

    /// The key that logged us in: the one that did so the last time, else the first of all in ssh's order.
    private func tryKeys(on connection: SSHConnection, _ signer: Signer) async throws -> LoginKey? {
        let remembered = await ring.winner(at: place)
        if let remembered {
            if let winner = try await attempt(remembered, on: connection, signer) { return winner }
            await ring.forgetWinner(at: place)
        }
        let keys = try await survey(signer.agent)
        for key in keys {
            guard let publicKey = key.publicKey else { continue }
            report(.willAttempt(name: key.name, publicKey, isInAgent: key.isInAgent))
        }
        for key in keys where remembered == nil || key.publicKey != remembered?.publicKey {
            try Task.checkCancellation()
            if let winner = try await attempt(key, on: connection, signer) { return winner }
        }
        return nil
    }

    /// Offers one key and signs if the server wants it; gives the key back if that logged us in.
    private func attempt(_ key: LoginKey, on connection: SSHConnection, _ signer: Signer) async throws -> LoginKey? {
        guard let key = await prepared(key, signer), let publicKey = key.publicKey else { return nil }
        guard let offer = PublicKeyOffer(publicKey, allowed: settings.publicKeyAlgorithms) else {
            report(.keyExcluded(path: key.name, algorithm: publicKey.algorithm))
            return nil
        }
        report(.offering(path: key.name, algorithm: offer.algorithm, fingerprint: publicKey.fingerprint))
        var winner = key
        var step = try await connection.offer(publicKey: offer.blob, user: settings.user)
        if case .signatureWanted(let data) = step {
            let signed = await signer.sign(data, with: key)
            if let signed { winner = signed.key }
            step = try await connection.sign(signed?.bytes)
        }
        if step == .authenticated { return winner }
        report(.keyRefused(path: key.name))
        return nil
    }

    /// Sorts out what cannot be offered. A file that hides its public half has to be unlocked for it, as by ssh.
    private func prepared(_ key: LoginKey, _ signer: Signer) async -> LoginKey? {
        guard case .file(let file) = key.holder else { return key }
        if case .failure(let trouble) = file.file {
            signer.tell(trouble, file.path)
            return nil
        }
        if file.publicKey != nil { return key }
        guard let privateKey = await signer.unlock(file) else { return nil }
        return LoginKey(name: key.name, holder: .memory(privateKey))
    }

    // MARK: which keys there are

    /// All keys in ssh's order.
    private func survey(_ agent: AgentConnection?) async throws -> [LoginKey] {
        let paths = settings.identities
        let files = files
        let surveyed = try await threads.runIfActive {
            paths.map { SurveyedKey(path: $0, answer: files.read($0), publicHalf: files.read($0 + ".pub")) }
        }
        let identities = await list(agent)
        return LoginKey.order(files: surveyed, agent: identities, identitiesOnly: settings.identitiesOnly)
    }

    /// An agent that is not there, or not well, is no error: there may be files.
    private func openAgent(on loop: any EventLoop) async -> AgentConnection? {
        guard let path = settings.agentSocket else { return nil }
        do {
            return try await AgentConnection.open(path, on: loop)
        } catch AgentFault.closed(let words) {
            report(.agent(.unavailable(words)))
        } catch {
            report(.agent(.unavailable("\(error)")))
        }
        return nil
    }

    private func list(_ agent: AgentConnection?) async -> [AgentIdentity] {
        guard let agent else { return [] }
        do {
            let identities = try await agent.identities(within: Self.listingDeadline)
            report(.agent(.listed(identities.count)))
            for identity in identities where !identity.isUsable {
                let name = identity.comment
                report(.agent(.skipped(name: name, algorithm: identity.publicKey.algorithm)))
            }
            return identities.filter(\.isUsable)
        } catch {
            report(.agent(.unavailable("\(error)")))
            return []
        }
    }
}

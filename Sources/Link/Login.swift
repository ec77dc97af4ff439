import Keys
import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// Logs one connection in: host key first, then each identity in turn.
struct Login: Sendable {
    let settings: LinkSettings
    let verifier: any HostKeyVerifier
    let prompter: any Prompter
    let files: KeyFileReader
    let threads: NIOThreadPool
    let report: @Sendable (LinkEvent) -> Void

    /// Takes the connection from its first byte to "authenticated".
    /// - Throws: `LinkError`; nothing was sent for authentication if it is `.hostKeyRejected`.
    func run(on connection: SSHConnection) async throws {
        do {
            let server = try await connection.exchangeKeys()
            report(.keysExchanged(software: server.software, hostKey: server.hostKey))
            guard await verifier.verify(server) else { throw LinkError.hostKeyRejected }
            try await connection.acceptHostKey()
            try await authenticate(on: connection)
            let cipher = try await connection.eventLoop.submit { connection.cipher }.get()
            report(.loggedIn(cipher: cipher))
        } catch let error as SSHError {
            throw LinkError.session(error, isLoggedIn: false)
        }
    }

    private func authenticate(on connection: SSHConnection) async throws {
        let step = try await connection.methods(for: settings.user)
        guard case .methods(let methods) = step else { return report(.authenticated(path: nil)) }
        report(.methods(methods))
        if methods.contains("publickey") {
            for path in settings.identities where try await attempt(path, on: connection) {
                return report(.authenticated(path: path))
            }
        }
        throw LinkError.permissionDenied(user: settings.user, host: settings.host, methods: methods)
    }

    /// Offers one key and signs if the server wants it; true if that logged us in.
    private func attempt(_ path: String, on connection: SSHConnection) async throws -> Bool {
        guard let offer = try await loadOffer(path) else { return false }
        report(.offering(path: path, algorithm: offer.algorithm, fingerprint: offer.publicKey.fingerprint))
        var step = try await connection.offer(publicKey: offer.blob, user: settings.user)
        if case .signatureWanted(let data) = step {
            let signature = await sign(data, with: offer, from: path)
            step = try await connection.sign(signature)
        }
        if step == .authenticated { return true }
        report(.keyRefused(path: path))
        return false
    }

    private func loadOffer(_ path: String) async throws -> PublicKeyOffer? {
        switch try await threads.runIfActive({ files.read(path) }) {
        case .failed(let words, let isMissing):
            // A missing file that was asked for has had its warning before we connected.
            if !isMissing { report(.identityUnusable(path: path, words: words)) }
            return nil
        case .text(let text, let mode, let isOwn):
            guard !isOwn || mode & 0o077 == 0 else {
                report(.identityTooOpen(path: path, mode: mode & 0o777))
                return nil
            }
            return try await makeOffer(text, path)
        }
    }

    private func makeOffer(_ text: Secret<String>, _ path: String) async throws -> PublicKeyOffer? {
        do {
            let file = try PrivateKeyFile(text.reveal())
            let publicHalf = try await threads.runIfActive { files.read(path + ".pub") }
            if let offer = PublicKeyOffer(file: file, publicHalf: publicHalf) { return offer }
            report(.identityUnusable(path: path, words: "it is encrypted and there is no .pub file beside it"))
        } catch let error as KeyFileError {
            report(.identityUnusable(path: path, words: "\(error)"))
        }
        return nil
    }

    /// Unlocks the key, asking for its passphrase only now that the server would take it, and signs.
    private func sign(_ data: [UInt8], with offer: PublicKeyOffer, from path: String) async
        -> [UInt8]?
    {
        var attempts = offer.file.isEncrypted ? settings.passphraseAttempts : 1
        while attempts > 0 {
            attempts -= 1
            var passphrase: Secret<String>?
            if offer.file.isEncrypted {
                passphrase = await prompter.askSecret("Enter passphrase for key '\(path)': ")
                guard let passphrase, !passphrase.reveal().isEmpty else { return nil }
            }
            let typed = passphrase
            do {
                return try await threads.runIfActive { try offer.sign(data, passphrase: typed) }
            } catch KeyFileError.wrongPassphrase {
                report(.wrongPassphrase(path: path))
            } catch {
                report(.identityUnusable(path: path, words: "\(error)"))
                return nil
            }
        }
        return nil
    }
}

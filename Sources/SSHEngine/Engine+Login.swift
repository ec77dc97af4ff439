import NIOCore
import TunnelModel

/// From the first byte to "authenticated".
extension Engine {
    func start() {
        guard phase == .idle else { return }
        phase = .handshaking
        loginDeadline = now + configuration.handshakeDeadline
        pump()
    }

    /// Acts on the driver's answers during login; one that does not fit the phase is not acted on.
    func login(_ command: EngineCommand) {
        switch (command, phase) {
        case (.acceptHostKey, .waitingForDriver):
            return
        case (.requestMethods(let user), .waitingForDriver):
            phase = .requestingMethods(user: user)
        case (.offer(let publicKey, let user), .waitingForDriver):
            phase = .offering(publicKey: publicKey, user: user)
        case (.sign(let signature), .offering):
            session.transport.signing = signature.map { .ready($0) } ?? .refused
        default:
            return
        }
        loginDeadline = now + configuration.loginDeadline
        askedAt = now
        pump()
    }

    /// One step of login on the input that there is.
    func stepLogin() throws(SSHError) {
        switch phase {
        case .handshaking: try stepHandshake()
        case .requestingMethods(let user): try stepMethods(user)
        case .offering(let publicKey, let user): try stepOffer(publicKey, user)
        case .idle, .waitingForDriver, .ready, .ended: return
        }
    }

    /// Looks at the server's first lines before libssh2 sees them; leaves in `bytes` what it may see.
    func inspectBanner(_ bytes: inout ByteBuffer) throws(SSHError) {
        guard var guardian = banner else { return }
        let verdict = guardian.inspect(bytes.readableBytesView)
        banner = guardian
        switch verdict {
        case .undecided: bytes.clear()
        case .identified(let line):
            serverSoftware = line
            banner = nil
            bytes.moveReaderIndex(forwardBy: guardian.inspected)
            proposal?.inspect(bytes.readableBytesView)
            bytes = ByteBuffer(bytes: guardian.identification + bytes.readableBytesView)
        case .refused(let words):
            throw SSHError(code: .notSSH, operation: .exchangeBanners, scope: .session, detail: words)
        }
    }

    private func stepHandshake() throws(SSHError) {
        do throws(SSHError) {
            guard case .done = try session.handshake() else { return }
        } catch {
            throw explained(error)
        }
        proposal = nil
        guard let key = session.hostKey() else {
            throw SSHError(
                code: .protocolFault, operation: .verifyHostKey, scope: .session, detail: "the server sent no host key")
        }
        waitForDriver()
        put(.hostKeyReceived(key, software: serverSoftware))
    }

    /// Says what the two sides have not in common, where libssh2 says only that the exchange failed.
    private func explained(_ error: SSHError) -> SSHError {
        guard error.code == .algorithmMismatch else { return error }
        guard let obstacle = proposal?.obstacle(to: configuration.algorithms) else { return error }
        var explained = error
        explained.detail = obstacle
        return explained
    }

    private func stepMethods(_ user: String) throws(SSHError) {
        guard case .done(let methods) = try session.authenticationMethods(user: user) else { return }
        noteLoginStep()
        guard let methods else { return becomeReady() }
        waitForDriver()
        put(.methodsReceived(methods))
    }

    private func stepOffer(_ publicKey: [UInt8], _ user: String) throws(SSHError) {
        let before = session.transport.signing
        let progress = try session.offer(publicKey: publicKey, user: user)
        switch progress {
        case .done(.accepted):
            noteLoginStep()
            becomeReady()
        case .done(.rejected):
            noteLoginStep()
            session.transport.signing = .idle
            waitForDriver()
            put(.offerRejected)
        case .blocked:
            guard case .wanted(let data) = session.transport.signing, before == .idle else { return }
            noteLoginStep()
            // A person may have to type a passphrase: this wait has no deadline.
            loginDeadline = nil
            put(.signatureWanted(data))
        }
    }

    private func waitForDriver() {
        phase = .waitingForDriver
        loginDeadline = nil
    }

    private func becomeReady() {
        phase = .ready
        loginDeadline = nil
        session.transport.budget.loggedIn()
        put(.authenticated)
    }

    /// The server has answered a step: it took a round trip, or two, and the server's own work.
    private func noteLoginStep() {
        let time = now - askedAt
        roundTrip = min(time, roundTrip ?? time)
    }
}

import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// Makes one session from nothing to logged in: dials, exchanges keys, has the host key checked, authenticates.
struct SessionMaker: Sendable {
    private let settings: LinkSettings
    private let dialer: Dialer
    private let login: Login
    private let verifier: any HostKeyVerifier

    init(
        settings: LinkSettings, loop: any EventLoop, threads: NIOThreadPool, verifier: any HostKeyVerifier,
        prompter: any Prompter, files: KeyFileReader, report: @escaping @Sendable (LinkEvent) -> Void
    ) {
        self.settings = settings
        self.verifier = verifier
        dialer = Dialer(loop: loop, threads: threads, settings: settings, report: report)
        login = Login(
            settings: settings, verifier: verifier, prompter: prompter, files: files, threads: threads, report: report)
    }

    /// A session that opens streams. Cancellation closes what there is of it.
    /// - Throws: `LinkError`, or `CancellationError`.
    func make() async throws -> SSHConnection {
        var transport = settings.transport
        transport.hostKeyAlgorithms = await verifier.ordered(transport.hostKeyAlgorithms)
        let begun = NIODeadline.now()
        let channel = try await dialer.connect()
        if let seconds = settings.connectTimeout {
            transport.handshakeDeadline = max(.milliseconds(1), .seconds(Int64(seconds)) - (.now() - begun))
        }
        let connection: SSHConnection
        do {
            connection = try await SSHConnection.attach(to: channel, configuration: transport)
        } catch let error as SSHError {
            try? await channel.close().get()
            throw LinkError.session(error, isLoggedIn: false)
        }
        do {
            try await withTaskCancellationHandler {
                try await login.run(on: connection)
            } onCancel: {
                connection.eventLoop.execute { connection.closeNow() }
            }
        } catch {
            await connection.close()
            throw error
        }
        return connection
    }
}

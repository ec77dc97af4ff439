import NIOCore
import NIOPosix
import SSHTransport
import TunnelModel

/// Makes the connection to the first server of a link: by TCP to its addresses in order, as ssh does, or by a command.
struct Dialer: Sendable {
    let loop: any EventLoop
    let threads: NIOThreadPool
    let settings: HopSettings
    /// Runs a ProxyCommand; nil where none can be run.
    let connectByCommand: SessionMaker.CommandConnector?
    let report: @Sendable (LinkEvent) -> Void

    /// A connected channel that does not read yet. Cancellation ends the attempt.
    /// - Throws: `LinkError.unresolved` or `.unreachable`.
    func connect() async throws -> any Channel {
        switch settings.source {
        case .tcp: try await connectByTCP()
        case .command(let command): try await run(command)
        }
    }

    private func run(_ command: String) async throws -> any Channel {
        do {
            guard let connectByCommand else { throw unreachable("no command can be run here") }
            let channel = try await connectByCommand(command, loop)
            report(.connected)
            return channel
        } catch let error as LinkError {
            throw error
        } catch  where !Task.isCancelled {
            throw unreachable("\(error)")
        }
    }

    private func connectByTCP() async throws -> any Channel {
        let addresses = try await resolve()
        var words = "failure"
        let deadline = settings.connectTimeout.map { NIODeadline.now() + .seconds(Int64($0)) }
        for address in addresses {
            try Task.checkCancellation()
            let text = address.ipAddress ?? settings.host
            report(.connecting(host: settings.host, address: text, port: settings.port))
            do {
                let source = try await SourceAddress(settings: settings, threads: threads).address(for: address)
                let attempt = DialAttempt(loop: loop, settings: settings, address: address)
                let channel = try await attempt.connect(from: source, until: deadline)
                report(.connected)
                return channel
            } catch let fault as SourceAddress.Fault {
                report(.bindFailed(fault.line))
            } catch {
                words = DialAttempt.words(for: error)
                report(.addressFailed(address: text, port: settings.port, words: words))
            }
        }
        throw unreachable(words)
    }

    private func unreachable(_ words: String) -> LinkError {
        .unreachable(host: settings.host, port: settings.port, words: words)
    }

    private func resolve() async throws -> [SocketAddress] {
        let resolver = AddressResolver(threads: threads)
        do {
            return try await resolver.addresses(of: settings.host, port: settings.port, family: settings.family)
        } catch let error as AddressResolver.Unresolved {
            throw LinkError.unresolved(host: error.host, words: error.words)
        }
    }
}

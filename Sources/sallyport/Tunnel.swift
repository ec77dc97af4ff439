import CPosix
import CommandSupport
import Control
import Forwarding
import Glibc
import Link
import NIOCore
import NIOPosix
import Settings
import TunnelModel

/// One run of the tunnel: the link, the forwards on it, the control socket, and the signals that end it.
struct Tunnel: Sendable {
    let route: Route
    let console: Console
    let readiness: Readiness?
    private let wording: Wording
    private let progress = Progress()

    private var settings: ClientSettings { route.target }

    init(route: Route, console: Console, readiness: Readiness?) {
        self.route = route
        self.console = console
        self.readiness = readiness
        wording = Wording(settings: route.target, console: console)
    }

    /// Runs until the link is lost for good, a forward that must not fail fails, or somebody ends it.
    func run() async -> Int32 {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let threads = NIOThreadPool(numberOfThreads: 2)
        threads.start()
        let (endings, end) = AsyncStream.makeStream(of: Int32.self)
        let signals = StopSignals()
        return await withTaskGroup(of: Int32?.self) { tasks in
            let loop = group.next()
            tasks.addTask { await keepUp(on: loop, threads, end) }
            tasks.addTask { await awaitSignal(signals.map { SignalReader.arrivals($0, on: loop) }) }
            tasks.addTask { await awaitEnding(endings) }
            var status: Int32?
            while status == nil, let next = await tasks.next() { status = next }
            // A question on the terminal cannot be cancelled: a signal ends it this way.
            Terminal.restore()
            tasks.cancelAll()
            return status ?? ExitStatus.sshError
        }
    }

    private func awaitSignal(_ arrivals: AsyncStream<Int32>?) async -> Int32? {
        guard let arrivals else { return nil }
        for await number in arrivals {
            // As in ssh -N: a tunnel that is up and told to end has done its work.
            let isUp = await progress.isUp
            let status = isUp && number == SIGTERM ? ExitStatus.success : ExitStatus.sshError
            sallyport_end_within(3, status)
            console.say("Killed by signal \(number).", at: .verbose)
            return status
        }
        return nil
    }

    private func awaitEnding(_ endings: AsyncStream<Int32>) async -> Int32? {
        for await status in endings { return status }
        return nil
    }

    private func keepUp(
        on loop: any EventLoop, _ threads: NIOThreadPool, _ end: AsyncStream<Int32>.Continuation
    ) async -> Int32? {
        let prompter = TerminalPrompter(threads: threads, isAllowed: !settings.batchMode)
        let verifiers = (route.hops + [settings]).map { settings in
            KnownHostsVerifier(
                settings: settings, prompter: prompter, threads: threads,
                wording: Wording(settings: settings, console: console))
        }
        let shell = route.user.shell
        let link = Link(
            settings: LinkSettings(route, verifiers), loop: loop, threads: threads,
            verifier: verifiers[verifiers.count - 1], prompter: prompter, files: .disk,
            connectByCommand: { command, loop in
                try await ProxyCommandProcess.start(command, shell: shell, on: loop).channel
            },
            report: { wording.tell($0) })
        do {
            try await link.run { streams in try await use(streams, threads, end) }
        } catch  where Task.isCancelled {
            // A signal ended it: whatever that broke off is no news.
            return ExitStatus.sshError
        } catch let over as TunnelOver {
            return over.status
        } catch let error as LinkError {
            wording.tell(error)
        } catch {
            console.say("\(Usage.program): \(error)", at: .fatal)
        }
        return ExitStatus.sshError
    }

    /// The link is up: sets up the forwards, says so, and stays until it is cancelled.
    private func use(
        _ streams: LinkStreams, _ threads: NIOThreadPool, _ end: AsyncStream<Int32>.Continuation
    ) async throws {
        let opener = LinkOpener(streams: streams)
        let forwarder = try await streams.loop.submit {
            Forwarder(loop: streams.loop, threads: threads, family: settings.addressFamily, opener: opener) {
                wording.tell($0)
            }
        }.get()
        let forwards = Forwards(settings, on: streams, by: forwarder, wording: wording)
        do {
            try await forwards.openAll()
            let socket = try Master.socket(settings, console)
            do { try readiness?.report() } catch {
                socket?.close()
                throw error
            }
            sallyport_trim_memory()
            await progress.rise()
            console.say("Entering interactive session.", at: .debug1)
            if let target = settings.stdioForward { try await relayStandardStreams(to: target, streams, threads) }
            if let socket {
                let master = Master(forwards: forwards, endings: end)
                try await ControlServer(loop: streams.loop).run(socket, handler: master) { event in
                    console.say("\(event)", at: .debug1)
                }
                try Task.checkCancellation()
                // A client has had it stopped: as ssh -N does, the master ends after its last connection.
                try await forwards.waitUntilIdle()
                throw TunnelOver(status: ExitStatus.sshError)
            }
            for await _ in AsyncStream<Never>.makeStream().stream {}
            throw CancellationError()
        } catch {
            await forwards.resetAll()
            throw error
        }
    }

    /// `-W`: ends the run when the connection ends.
    private func relayStandardStreams(to target: Endpoint, _ streams: LinkStreams, _ threads: NIOThreadPool)
        async throws
    {
        // The originator as ssh gives it.
        let originator = Endpoint(host: "127.0.0.1", port: 65535)
        do {
            let stream = try await streams.open(to: target, from: originator).get()
            let input = settings.stdinNull ? sallyport_open_null() : 0
            try await StandardStreams.relay(stream, threads: threads, input: input)
        } catch let error as SSHError where error.scope == .stream || error.operation == .open {
            wording.tell(.openFailed(number: 0, to: target, error))
            console.say("stdio forwarding failed", at: .error)
            throw TunnelOver(status: ExitStatus.sshError)
        }
        throw TunnelOver(status: ExitStatus.success)
    }
}

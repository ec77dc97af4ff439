import CPosix
import CommandSupport
import Forwarding
import Link
import NIOCore
import NIOPosix
import Settings
import TunnelModel

/// One run of the tunnel: the link, the forwards on it, and the signals that end it.
struct Tunnel: Sendable {
    let settings: ClientSettings
    let console: Console
    let wording: Wording

    init(settings: ClientSettings, console: Console) {
        self.settings = settings
        self.console = console
        wording = Wording(settings: settings, console: console)
    }

    /// Runs until the link is lost, a forward that must not fail fails, or a signal comes.
    func run() async -> Int32 {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        let signals = StopSignals()
        let status = await withTaskGroup(of: Int32?.self) { tasks in
            tasks.addTask { await keepUp(on: group.next(), threads) }
            tasks.addTask { await awaitSignal(signals, on: group.next()) }
            let first = await tasks.next() ?? nil
            // A question on the terminal cannot be cancelled: a signal ends it this way.
            Terminal.restore()
            tasks.cancelAll()
            guard let first else { return ExitStatus.sshError }
            return first
        }
        return status
    }

    private func awaitSignal(_ signals: StopSignals?, on loop: any EventLoop) async -> Int32? {
        guard let signals else { return ExitStatus.sshError }
        for await number in SignalReader.arrivals(signals, on: loop) {
            sallyport_end_within(3, ExitStatus.sshError)
            console.say("Killed by signal \(number).", at: .verbose)
            return ExitStatus.sshError
        }
        return nil
    }

    private func keepUp(on loop: any EventLoop, _ threads: NIOThreadPool) async -> Int32? {
        let prompter = TerminalPrompter(threads: threads, isAllowed: !settings.batchMode)
        let verifier = KnownHostsVerifier(settings: settings, prompter: prompter, threads: threads, wording: wording)
        let link = Link(
            settings: LinkSettings(settings), loop: loop, threads: threads, verifier: verifier, prompter: prompter,
            files: .disk, report: { wording.tell($0) })
        do {
            try await link.run { streams in try await openForwards(on: streams, threads) }
        } catch  where Task.isCancelled {
            // A signal ended it: whatever that broke off is no news.
            return ExitStatus.sshError
        } catch let error as LinkError {
            wording.tell(error)
        } catch is ForwardSetUpFailed {
            return ExitStatus.sshError
        } catch {
            console.say("\(Usage.program): \(error)", at: .fatal)
        }
        return ExitStatus.sshError
    }

    /// Binds every local forward; what fails is told, and ends the program only if it was asked to.
    private func openForwards(on streams: LinkStreams, _ threads: NIOThreadPool) async throws {
        let opener = LinkOpener(streams: streams)
        let forwarder = try await streams.loop.submit {
            Forwarder(loop: streams.loop, threads: threads, family: settings.addressFamily, opener: opener) {
                wording.tell($0)
            }
        }.get()
        var failed = false
        for forward in settings.localForwards {
            guard let forward = LocalForward(forward, settings) else { continue }
            let bound = await forwarder.bind(forward)
            if !wording.tell(bound, of: forward) { failed = true }
        }
        if failed {
            wording.tellForwardsFailed()
            if settings.exitOnForwardFailure { throw ForwardSetUpFailed() }
        }
        sallyport_trim_memory()
        console.say("Entering interactive session.", at: .debug1)
    }
}

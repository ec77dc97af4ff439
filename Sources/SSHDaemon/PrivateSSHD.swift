import CPosix
import Glibc

/// A sshd of the bastion's own: started, watched, reloaded and probed for as long as ``run()`` lasts.
///
/// Its listener ends with `run()`; sessions do not. One that was left behind, since the keeper was killed, is adopted.
package actor PrivateSSHD {
    /// Where sshd's log goes.
    package enum Log: Sendable, Hashable {
        /// To our standard error, which under systemd is the journal.
        case standardError
        /// To the end of a file, an absolute path.
        case file(String)
    }

    private let installation: SSHDInstallation
    private let configurationFile: String
    private let log: Log
    private let settings: WatchSettings
    private let report: @Sendable (SSHDEvent) -> Void
    private var configuration: PrivateConfiguration
    private var hasChanged = false
    private var process: SSHDProcess?
    private var endWords = "it ended"
    private var folder: String

    /// Nothing is started yet.
    ///
    /// - Parameters:
    ///   - installation: which sshd.
    ///   - configuration: what it is to do.
    ///   - configurationFile: an absolute path, where its configuration is written.
    ///   - log: where its log goes.
    ///   - settings: how closely it is watched.
    ///   - folder: what sshd needs for each connection if we are root; sshd itself names another when it misses it.
    ///   - report: called for each event, in order; must not block.
    package init(
        _ installation: SSHDInstallation, configuration: PrivateConfiguration, configurationFile: String,
        log: Log = .standardError, settings: WatchSettings = WatchSettings(), folder: String = "/run/sshd",
        report: @escaping @Sendable (SSHDEvent) -> Void
    ) {
        self.installation = installation
        self.configuration = configuration
        self.configurationFile = configurationFile
        self.log = log
        self.settings = settings
        self.folder = folder
        self.report = report
    }

    /// The listening process now; nil while there is none. Never to be signalled as a session.
    package var listener: ProcessIdentity? {
        let pid = process?.pid
        return pid.flatMap { ProcessTable().process($0)?.identity }
    }

    /// Starts sshd, keeps it going, and ends its listener when the task is cancelled. At most once at a time.
    ///
    /// - Throws: `DaemonError` if the configuration cannot be written or sshd does not accept it at the beginning.
    ///   Faults that come later are reported and tried again.
    package func run() async throws {
        try makeFolder()
        try await write(configuration)
        let clock = ContinuousClock()
        var watch = SSHDWatch(settings, at: clock.now)
        defer {
            process?.stop()
            process = nil
        }
        if let found = SSHDProcess(leftBehind: configuration.pidFile, configuration: configurationFile) {
            report(.adopted(pid: found.pid))
            process = consume found
            watch.adopted(at: clock.now)
        }
        while !Task.isCancelled {
            if hasChanged { watch.changedConfiguration() }
            hasChanged = false
            var actions = watch.look(at: sight(), now: clock.now)
            while !actions.isEmpty {
                let action = actions.removeFirst()
                actions += await act(action, &watch, clock)
            }
            do { try await Pause.pass(settings.tick) } catch { break }
        }
    }

    /// Gives sshd another configuration, as after a change of the host key: written once sshd has accepted it, then HUP.
    /// - Throws: `DaemonError` if sshd does not accept it; the old one stays.
    package func apply(_ configuration: PrivateConfiguration) async throws {
        try await write(configuration)
        self.configuration = configuration
        hasChanged = true
    }

    private func sight() -> SSHDWatch.Sight {
        var isRunning = process != nil
        if let words = process?.end() {
            endWords = words + lastLogLine()
            process = nil
            isRunning = false
        }
        return SSHDWatch.Sight(
            isRunning: isRunning, endWords: endWords, programs: installation.identities(),
            hasFolder: !needsFolder || FileFacts(at: folder)?.kind == .folder)
    }

    private func act(
        _ action: SSHDWatch.Action, _ watch: inout SSHDWatch, _ clock: ContinuousClock
    ) async -> [SSHDWatch.Action] {
        switch action {
        case .tell(let event): report(event)
        case .restoreFolder:
            do {
                try makeFolder()
                report(.folderRestored(folder))
            } catch { report(.troubled(error)) }
        case .start:
            do {
                try start()
                watch.started(installation.identities(), at: clock.now)
            } catch { return watch.failedToStart(error.summary, at: clock.now) }
        case .hangUp(let reason):
            process?.send(SIGHUP)
            report(.reloaded(reason))
        case .restart: process?.send(SIGTERM)
        case .probe:
            var fault: String?
            for address in configuration.listen where fault == nil {
                // Cancelled: the loop ends at its next turn.
                do { fault = try await SSHDProbe(address, limit: settings.probeLimit).fault() } catch { return [] }
            }
            return watch.probed(fault, at: clock.now)
        }
        return []
    }

    private func start() throws(DaemonError) {
        var words = [installation.program, "-D", "-f", configurationFile]
        switch log {
        case .standardError: words.append("-e")
        case .file(let path): words += ["-E", path]
        }
        // A session of its own: Ctrl-C in the terminal is for us, who then end the listener alone.
        let pid = try Program(words).start(output: -1, errors: log == .standardError ? 2 : -1, ownSession: true)
        process = try SSHDProcess(child: pid)
        report(.started(pid: pid))
    }

    /// Writes a configuration in the place of the old one if sshd accepts it.
    private func write(_ configuration: PrivateConfiguration) async throws {
        let draft = configurationFile + ".draft"
        let text = try configuration.text()
        try SystemFiles.store(text, at: draft, mode: 0o600)
        var result = try await check(draft)
        let missing = "Missing privilege separation directory: "
        if result.status != 0, needsFolder,
            let line = result.errors.split(whereSeparator: \.isNewline).first(where: {
                $0.hasPrefix(missing)
            })
        {
            folder = String(line.dropFirst(missing.count))
            try makeFolder()
            result = try await check(draft)
        }
        guard result.status == 0 else {
            throw DaemonError("sshd does not accept \(draft): \(result.lastErrorLine)")
        }
        let code = sallyport_move_file(draft, configurationFile)
        guard code == 0 else { throw DaemonError("could not write \(configurationFile)", code: code) }
    }

    private func check(_ file: String) async throws -> ProgramResult {
        try await Program([installation.program, "-t", "-f", file]).run()
    }

    /// Only root's sshd changes its root directory.
    private var needsFolder: Bool { geteuid() == 0 }

    private func makeFolder() throws(DaemonError) {
        if needsFolder { try SystemFiles.makeFolder(folder, mode: 0o755) }
    }

    /// What sshd said last, to tell why it ended.
    private func lastLogLine() -> String {
        guard case .file(let path) = log, let text = SystemFiles.text(path) else { return "" }
        let line = text.split(whereSeparator: \.isNewline).last.map { $0.filter { !$0.isNewline && $0 != "\u{1b}" } }
        return line.map { ": " + $0 } ?? ""
    }
}

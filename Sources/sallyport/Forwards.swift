import CommandSupport
import Control
import Forwarding
import Link
import NIOCore
import SSHTransport
import Settings
import TunnelModel

/// The forwards of one run: those of the settings, and those that come and go by the control socket.
actor Forwards {
    private let settings: ClientSettings
    private let streams: LinkStreams
    private let forwarder: Forwarder
    private let wording: Wording
    private var local: [ForwardSpec: Forwarder.Bound] = [:]
    private var remote: [ForwardSpec: RemoteListening] = [:]

    init(_ settings: ClientSettings, on streams: LinkStreams, by forwarder: Forwarder, wording: Wording) {
        self.settings = settings
        self.streams = streams
        self.forwarder = forwarder
        self.wording = wording
    }

    /// Sets up all forwards of the settings, local ones first, as ssh does. What fails is told.
    /// - Throws: `TunnelOver` if something failed and ExitOnForwardFailure is on.
    func openAll() async throws {
        var failures = 0
        for spec in settings.localForwards where !(await bind(spec)) { failures += 1 }
        // As in ssh, one of several that fails has no more said of it than why, unless it ends the run.
        if failures > 0, settings.exitOnForwardFailure || failures == settings.localForwards.count {
            wording.tellForwardsFailed()
        }
        if failures > 0, settings.exitOnForwardFailure { throw TunnelOver(status: ExitStatus.sshError) }
        var ports: [UInt16] = []
        for spec in settings.remoteForwards {
            do {
                let port = try await listen(spec)
                if case .tcp(_, 0) = spec.listen {
                    wording.tellAllocated(port, for: spec)
                    ports.append(port)
                }
            } catch {
                if settings.exitOnForwardFailure { throw TunnelOver(status: ExitStatus.sshError) }
            }
        }
        record(ports)
    }

    /// Sets up one more, for a client of the control socket.
    func add(_ spec: ForwardSpec) async -> ControlResult {
        if spec.kind != .remote {
            if local[spec] != nil { return .ok }
            return await bind(spec) ? .ok : .notSetUp(spec)
        }
        if let known = remote[spec] { return await Self.result(of: known, for: spec) }
        do {
            return Self.result(port: try await listen(spec), for: spec)
        } catch {
            if let listening = remote.removeValue(forKey: spec) { streams.cancelListen(listening.id) }
            return .notSetUp(spec)
        }
    }

    /// Takes one down; its connections live on. False if there is none.
    func remove(_ spec: ForwardSpec) async -> Bool {
        if let bound = local.removeValue(forKey: spec) {
            await bound.stop()
            return true
        }
        guard let listening = remote.removeValue(forKey: spec) else { return false }
        streams.cancelListen(listening.id)
        return true
    }

    /// Waits until no connection is open.
    func waitUntilIdle() async throws {
        let forwarder = forwarder
        try await streams.loop.flatSubmit { forwarder.whenIdle() }.get()
    }

    /// Resets every connection, so that what is cut never looks complete.
    func resetAll() async {
        let forwarder = forwarder
        try? await streams.loop.submit { forwarder.resetAll() }.get()
    }

    // MARK: one forward

    /// True if it counts as set up.
    private func bind(_ spec: ForwardSpec) async -> Bool {
        guard let point = ListenPoint(spec, settings) else { return false }
        let bound: Forwarder.Bound
        switch spec.target {
        case .tcp(let target): bound = await forwarder.bind(LocalForward(listen: point, target: target))
        case .socks: bound = await forwarder.bind(DynamicForward(listen: point))
        case .unix: return false
        }
        if !bound.listeners.isEmpty { local[spec] = bound }
        return wording.tell(bound, of: point)
    }

    /// The port that the server bound. After a refusal the link goes on asking for it.
    private func listen(_ spec: ForwardSpec) async throws -> UInt16 {
        guard let forward = RemoteForward(spec) else { throw TunnelOver(status: ExitStatus.sshError) }
        let forwarder = forwarder
        let listening = try await streams.listen(RemoteListen(host: forward.host, port: forward.port)) { stream in
            forwarder.accept(stream, for: forward)
        }
        remote[spec] = listening
        return try await listening.firstOutcome.get()
    }

    private static func result(of listening: RemoteListening, for spec: ForwardSpec) async -> ControlResult {
        guard let port = try? await listening.firstOutcome.get() else { return .notSetUp(spec) }
        return result(port: port, for: spec)
    }

    private static func result(port: UInt16, for spec: ForwardSpec) -> ControlResult {
        if case .tcp(_, 0) = spec.listen { .remotePort(port) } else { .ok }
    }

    /// Writes down the ports that the server chose, one a line, in the order of the forwards.
    private func record(_ ports: [UInt16]) {
        guard let path = settings.allocatedPortFile, !ports.isEmpty else { return }
        do throws(Disk.Failure) {
            try Disk.replace(path, with: ports.map { "\($0)\n" }.joined())
        } catch {
            wording.console.say("Cannot write SallyportAllocatedPortFile \(path): \(error.words)", at: .error)
        }
    }
}

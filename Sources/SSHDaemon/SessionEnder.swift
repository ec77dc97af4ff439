import CPosix

/// Ends the sessions of monitors, for takeover, revoke, kick and the end of grants.
///
/// Every signal goes through a pidfd after the start time was compared once more: a process that got the number of one
/// that is gone is never hit.
package struct SessionEnder: Sendable {
    private let table = ProcessTable()

    /// Does nothing yet.
    package init() {}

    /// Ends all sessions of these monitors, which are to be of sshd connections and not the listener. Returns when they
    /// are gone, zombies counted as gone, at the latest after 5 s. No thread is held while it waits.
    ///
    /// - Parameters:
    ///   - monitors: whose sessions end. Those that are gone, or whose number has gone to another process, are left out.
    ///   - spared: never signalled: one's own monitor, the listener. We ourselves and those above us never are either.
    /// - Returns: what came of it. If the task is cancelled, at once, with those that are still there.
    package func end(_ monitors: [ProcessIdentity], sparing spared: Set<ProcessIdentity> = []) async -> EndingReport {
        let clock = ContinuousClock()
        let start = clock.now
        let own = Set(table.ancestry(of: sallyport_own_process()).map(\.identity))
        var machine = EndingMachine(monitors: monitors, sparing: spared.union(own), at: start)
        var handles = ProcessHandles()
        var pause = Duration.milliseconds(1)
        while true {
            let scene = scene(for: machine.watched, monitors: monitors)
            for signal in machine.look(at: scene, now: clock.now) { handles.send(signal, table) }
            if machine.isDone { break }
            do { try await Pause.pass(pause, exactly: true) } catch { break }
            pause = clock.now - start > .milliseconds(50) ? .milliseconds(5) : .milliseconds(1)
        }
        let survivors = machine.signalled.filter { table.isRunning($0) }
        return EndingReport(
            ended: machine.signalled.count, survivors: Array(survivors),
            duration: (survivors.isEmpty ? machine.goneAt ?? clock.now : clock.now) - start)
    }

    private func scene(for watched: Set<ProcessIdentity>, monitors: [ProcessIdentity]) -> EndingScene {
        var scene = EndingScene()
        scene.running = watched.filter { table.isRunning($0) }
        for monitor in monitors where scene.running.contains(monitor) {
            scene.children[monitor] = table.children(of: monitor.pid).filter { !$0.isZombie }.map(\.identity)
        }
        return scene
    }
}

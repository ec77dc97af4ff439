import CommandSupport
import Control
import NIOCore
import Settings
import TunnelModel

/// This run as the master of a control socket: carries out what clients ask for.
struct Master: ControlHandler {
    let forwards: Forwards
    /// Told when a client asks for the end.
    let endings: AsyncStream<Int32>.Continuation

    func forward(_ spec: ForwardSpec) async -> ControlResult {
        await forwards.add(spec)
    }

    func cancel(_ spec: ForwardSpec) async -> ControlResult {
        await forwards.remove(spec) ? .ok : .notForwarded
    }

    func exit() async {
        endings.yield(ExitStatus.sshError)
    }

    /// Makes the socket that the settings ask for; nil if they ask for none, or another master has it.
    /// - Throws: `TunnelOver` after the reason has been told.
    static func socket(_ settings: ClientSettings, _ console: Console) throws -> ControlSocket? {
        guard let path = settings.controlPath, settings.controlMaster != .no else { return nil }
        var dice = SystemRandomNumberGenerator()
        do throws(ControlSocketError) {
            return try ControlSocket(path: path, generator: &dice)
        } catch {
            // A -W beside a master is nothing unusual: it always has a connection of its own.
            let isUsual = !error.isFatal && settings.stdioForward != nil && settings.controlMaster != .yes
            console.say(error.summary, at: isUsual ? .debug1 : .error)
            if error.isFatal { throw TunnelOver(status: ExitStatus.sshError) }
            return nil
        }
    }
}

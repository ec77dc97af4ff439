import CommandSupport
import Control
import NIOCore
import NIOPosix
import Settings
import TunnelModel

/// What this program asks of a master that runs already, over its control socket.
struct MasterClient: Sendable {
    let settings: ClientSettings
    let console: Console

    private var forwards: [ForwardSpec] { settings.localForwards + settings.remoteForwards }

    /// Carries out `-O`.
    func run(_ command: ControlCommand) async -> Int32 {
        do {
            let path = try settings.requiredControlPath()
            let client = ControlClient(path: path, loop: MultiThreadedEventLoopGroup.singleton.next())
            let outcome = await client.perform(command, forwards: forwards)
            tell(outcome.lines)
            print(outcome.output, terminator: "")
            return outcome.status
        } catch {
            console.say("\(error)", at: .fatal)
            return ExitStatus.sshError
        }
    }

    /// Gives the forwards to a master if the settings say so and there is one.
    /// - Returns: the status to exit with; nil: connect.
    func handOver() async -> Int32? {
        guard let path = settings.controlPath, settings.stdioForward == nil else { return nil }
        let isAuto = settings.controlMaster == .auto || settings.controlMaster == .autoAsk
        guard settings.controlMaster == .no || isAuto else { return nil }
        let client = ControlClient(path: path, loop: MultiThreadedEventLoopGroup.singleton.next())
        let stays = !settings.forksAfterAuthentication
        switch await client.handOver(forwards, stays: stays, removesStale: isAuto, told: tell) {
        case .ended(let status): return status
        case .declined(let lines):
            tell(lines)
            return nil
        }
    }

    private func tell(_ lines: [ControlLine]) {
        for line in lines {
            switch line.weight {
            case .answer: Console.write(line.text + "\r\n")
            case .notice: console.say(line.text, at: .info)
            case .error: console.say(line.text, at: .error)
            case .fatal: console.say(line.text, at: .fatal)
            case .verbose: console.say(line.text, at: .verbose)
            }
        }
    }
}

import CommandSupport
import Settings
import TunnelModel

/// From the words of the command line to an exit status.
enum Program {
    /// Runs the command line and says on standard error why it could not.
    static func run(_ words: [String]) async -> Int32 {
        let lookups = Lookups(
            environment: { Environment.value($0) }, service: { Environment.servicePort($0) })
        do {
            switch try SSHArguments.parse(words, lookups: lookups) {
            case .version:
                Console.write(Version.line + "\n")
                return ExitStatus.success
            case .connect(let arguments):
                return await connect(arguments)
            }
        } catch {
            Console.write(error.standardError)
            return error.exitStatus
        }
    }

    private static func connect(_ arguments: SSHArguments) async -> Int32 {
        guard let user = CurrentUser() else {
            Console.write("No user exists for uid; run as a user that the system knows.\n")
            return ExitStatus.sshError
        }
        let context = SettingsContext(
            userName: user.name, homeDirectory: user.home, environment: { Environment.value($0) },
            identityFault: { Disk.fault($0) })
        do throws(SettingsError) {
            let settings = try arguments.draft.resolved(host: arguments.destination.host, context: context)
            let console = Console(level: settings.logLevel)
            for warning in settings.warnings { console.say(warning, at: .info) }
            console.say(Version.line, at: .debug1)
            return await Tunnel(settings: settings, console: console).run()
        } catch {
            Console.write("\(error)\n")
            return ExitStatus.sshError
        }
    }
}

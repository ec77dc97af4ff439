import CommandSupport
import Settings
import TunnelModel

/// From the words of the command line to an exit status.
enum Program {
    /// Runs the command line and says on standard error why it could not.
    static func run(_ words: [String]) async -> Int32 {
        do {
            switch try SSHArguments.parse(words, lookups: .system) {
            case .version:
                Console.write(Version.line + "\n")
                return ExitStatus.success
            case .query(let query):
                return Listing.print(query)
            case .dump(let arguments):
                return try withRoute(arguments) { route, _ in Listing.print(route.target) }
            case .control(let command, let arguments):
                return try await withRoute(arguments) { route, console in
                    await MasterClient(settings: route.target, console: console).run(command)
                }
            case .connect(let arguments):
                return try await withRoute(arguments) { route, console in await connect(route, arguments, console) }
            }
        } catch let error as CommandLineError {
            Console.write(error.standardError)
            return error.exitStatus
        } catch let over as TunnelOver {
            return over.status
        } catch {
            Console.write("\(error)\n")
            return ExitStatus.sshError
        }
    }

    /// The settings of every host on the way, and a console at the target's level.
    private static func withRoute(
        _ arguments: SSHArguments, _ body: (Route, Console) async throws -> Int32
    ) async throws -> Int32 {
        guard let (route, console) = try prepare(arguments) else { return ExitStatus.sshError }
        return try await body(route, console)
    }

    private static func withRoute(_ arguments: SSHArguments, _ body: (Route, Console) throws -> Int32) throws -> Int32 {
        guard let (route, console) = try prepare(arguments) else { return ExitStatus.sshError }
        return try body(route, console)
    }

    /// Nil, after a word about it, if nobody knows the user or the settings are wrong.
    /// - Throws: `TunnelOver` with 1, as ssh has it, if the log file cannot be opened.
    private static func prepare(_ arguments: SSHArguments) throws -> (Route, Console)? {
        var logFile: LogFile?
        if let path = arguments.logFile {
            do throws(Disk.Failure) { logFile = try LogFile(path: path) } catch {
                Console.write(LogFile.fault(path, error))
                throw TunnelOver(status: ExitStatus.checkFailed)
            }
        }
        guard let user = CurrentUser() else {
            Console.write("No user exists for uid; run as a user that the system knows.\n", to: logFile)
            return nil
        }
        do {
            let context = SettingsContext.system(user: user, lookups: .system)
            let route = Route(
                try arguments.source.route(host: arguments.destination.host, context: context), user: user)
            return (route, Console(level: route.target.logLevel, file: logFile))
        } catch {
            Console.write("\(error)\n", to: logFile)
            return nil
        }
    }

    private static func connect(_ route: Route, _ arguments: SSHArguments, _ console: Console) async -> Int32 {
        if route.target.forksAfterAuthentication, route.target.stdioForward != nil {
            let reason = "standard input and output stay behind; put the whole into the background with &"
            console.say("\(Usage.program): options -f and -W do not go together: \(reason)", at: .fatal)
            return ExitStatus.sshError
        }
        let background = Background.inherited()
        if route.target.forksAfterAuthentication, background == nil {
            do throws(Disk.Failure) { return try Background.start() } catch {
                console.say("\(Usage.program): cannot go to the background: \(error.words)", at: .fatal)
                return ExitStatus.sshError
            }
        }
        for remark in route.target.remarks { console.say(remark.text, at: remark.level) }
        console.say(Version.line, at: .debug1)
        if let status = await MasterClient(settings: route.target, console: console).handOver() { return status }
        let keepsErrors = route.target.logLevel >= .debug1 && arguments.logFile == nil
        let readiness = background.map { Readiness(background: $0, keepsErrors: keepsErrors) }
        return await Tunnel(route: route, console: console, readiness: readiness).run()
    }
}

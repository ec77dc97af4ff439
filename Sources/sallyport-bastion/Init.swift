import ArgumentParser
import CPosix
import Glibc
import SSHDaemon
import TunnelModel

/// `init`: all that the system's own sshd needs to serve devices and operators.
struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Print what the system needs: login users, sshd's drop-in, firewall rules, units; --apply does it.",
        discussion: """
            Run as root. Twice is harmless: what is there already as it should be is left alone. With --listen the units \
            run a private sshd, and the system's sshd is not touched.
            """)

    @OptionGroup var place: Place
    @OptionGroup var accounts: Accounts
    @Option(
        parsing: .singleValue, help: ArgumentHelp("A private sshd's address; may be repeated.", valueName: "addr:port"))
    var listen: [String] = []
    @Flag(help: "Do it.") var apply = false

    func run() async throws {
        let (logins, keysUser) = try accounts.logins()
        guard case .perRole = logins else { throw ValidationError("init is for root") }
        let steps = try await SystemSteps(
            logins: logins, keysUser: keysUser ?? "sallyport-keys", state: try Paths.absolute(place.state),
            socket: try Paths.absolute(place.socketPath), program: try Paths.ownProgram(), listen: listen,
            users: accounts.users
        ).list(applying: apply)
        for step in steps {
            guard !step.isDone else {
                Console.print("# as it should be: \(step.title)\n")
                continue
            }
            guard apply else {
                Console.print("# \(step.title)\n\(step.text)\n")
                continue
            }
            try await step.perform()
            Console.print("done: \(step.title)\n")
        }
    }
}

import ArgumentParser
import Enrollment
import Glibc
import Keeper
import SSHDaemon
import TunnelModel

/// `serve`: the keeper, and with `--listen` a private sshd.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep the registry and answer sshd's helpers; with --listen, run a private sshd too.")

    @OptionGroup var place: Place

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Where the private sshd listens; may be repeated.", valueName: "addr:port"))
    var listen: [String] = []

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("How devices and operators reach this bastion; may be repeated.", valueName: "host:port"))
    var advertise: [String] = []

    @OptionGroup var accounts: Accounts

    @Option(help: ArgumentHelp("The sshd to run.", valueName: "path"))
    var sshd: String?

    @Option(help: ArgumentHelp("Run by /bin/sh when a device goes dark or comes back.", valueName: "command"))
    var onChange: String?

    @Option(help: ArgumentHelp("How long a device may be gone before it is dark.", valueName: "time"))
    var grace = "2m"

    func run() async throws {
        let settings = try settings()
        let service = KeeperService(
            settings, clock: { UTCTime(secondsSince1970: Int64(time(nil))) }, randomness: Randomness.bytes,
            report: { Console.complain($0) })
        try await service.run()
    }

    private func settings() throws -> KeeperSettings {
        let (logins, keysUser) = try accounts.logins()
        var settings = KeeperSettings(
            state: try Paths.absolute(place.state), program: try Paths.ownProgram(),
            listen: try listen.map { text in
                guard let address = ListenAddress(text) else {
                    throw ValidationError("'\(text)' is no address to listen on: write it as 0.0.0.0:2222 or [::]:2222")
                }
                return address
            }, logins: logins)
        if let socket = place.socket { settings.socket = try Paths.absolute(socket) }
        settings.keysUser = keysUser ?? settings.keysUser
        settings.advertised = try advertise.map { try HostPort($0) }
        settings.sshd = sshd
        settings.onChange = onChange
        settings.grace = try TimeSpan(grace)
        return settings
    }
}

import ArgumentParser
import CPosix
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

    @Option(help: ArgumentHelp(
        "As root: the login users of devices, operators and enrollees, and the one of AuthorizedKeysCommand.",
        valueName: "d,o,e,k"))
    var users: String?

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
        let (logins, keysUser) = try logins()
        var settings = KeeperSettings(
            state: try Self.absolute(place.state), program: try Self.ownProgram(),
            listen: try listen.map { text in
                guard let address = ListenAddress(text) else {
                    throw ValidationError("'\(text)' is no address to listen on: write it as 0.0.0.0:2222 or [::]:2222")
                }
                return address
            }, logins: logins)
        if let socket = place.socket { settings.socket = try Self.absolute(socket) }
        settings.keysUser = keysUser ?? settings.keysUser
        settings.advertised = try advertise.map { try HostPort($0) }
        settings.sshd = sshd
        settings.onChange = onChange
        settings.grace = try TimeSpan(grace)
        return settings
    }

    private func logins() throws -> (Logins, String?) {
        guard geteuid() == 0 else {
            guard users == nil else { throw ValidationError("--users is for root: an ordinary user is the only login") }
            return (.one(try Self.userName()), nil)
        }
        guard let users else { return (.standard, nil) }
        let names = users.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard names.count == 4 else { throw ValidationError("--users takes four names, apart by commas") }
        for name in names { _ = try LoginName(name) }
        return (.perRole(device: names[0], operator: names[1], enroll: names[2]), names[3])
    }

    private static func userName() throws -> String {
        guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else {
            throw ValidationError("user id \(geteuid()) has no name, and sshd logs in by name")
        }
        return String(cString: name)
    }

    /// sshd knows no folder that we are in.
    private static func absolute(_ path: String) throws -> String {
        if path.hasPrefix("/") { return path }
        guard let folder = getcwd(nil, 0) else { throw ValidationError("'\(path)' must be absolute: begin it with /") }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }

    private static func ownProgram() throws -> String {
        var path = [CChar](repeating: 0, count: 4_097)
        guard sallyport_real_path("/proc/self/exe", &path, path.count) == 0 else {
            throw ValidationError("/proc is not there, and nothing works without it")
        }
        return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

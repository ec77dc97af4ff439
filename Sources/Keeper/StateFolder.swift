import CPosix
import Enrollment
import Glibc
import SSHDaemon
import TunnelModel

/// Where a keeper keeps what it has, and who may see what of it.
struct StateFolder: Sendable {
    let settings: KeeperSettings
    private let path: String

    init(_ settings: KeeperSettings) {
        self.settings = settings
        path = settings.state
    }

    var hostKeys: String { path + "/host-keys" }

    /// Login users of their own have to reach the socket, and nothing else: each file below has its own mode.
    var hasLoginUsers: Bool { if case .perRole = settings.logins { true } else { false } }

    /// The peer's user is looked at for each request, where others may connect at all.
    var socketMode: UInt32 { hasLoginUsers ? 0o666 : 0o600 }

    /// Makes the folder, or takes one that is there and that nobody else can write to.
    func make() throws {
        let mode: UInt32 = hasLoginUsers ? 0o711 : 0o700
        let code = sallyport_make_folder(path, mode)
        guard code == 0 else { throw KeeperSocketFault.notMade(path: path, code: -code) }
        guard let facts = FileFacts(at: path) else { throw KeeperSocketFault.notMade(path: path, code: ENOENT) }
        guard facts.mode & 0o022 == 0, facts.owner == 0 || facts.owner == geteuid() else {
            throw DaemonError(
                "others can write to the state folder \(path)", advice: "chmod go-w it, or name another with --state")
        }
        // Never less than it has: it may be a folder of the system's that was named by mistake.
        if hasLoginUsers, facts.mode & 0o011 != 0o011, chmod(path, facts.mode | 0o011) != 0 {
            throw KeeperSocketFault.notMade(path: path, code: errno)
        }
    }

    /// sshd asks us where it runs our program; else it reads files that we write.
    func keySource(report: (String) -> Void) throws -> KeySource {
        if let fault = try SafePath(of: settings.program).fault {
            report("\(fault.summary): the keys go into files, which is for up to 1,000 keys")
            return .files(folder: path + "/keys")
        }
        let user: String
        switch settings.logins {
        case .one(let name): user = name
        case .perRole: user = settings.keysUser
        }
        return .command(
            program: settings.program, arguments: ["authorized-keys", "--socket", settings.socket], user: user)
    }

    /// The lines that sshd gets name the program and the socket.
    func writer() throws -> KeyWriter {
        KeyWriter(command: try ForcedCommand(program: settings.program, options: ["--socket", settings.socket]))
    }

    /// Whether sshd's own look at the folders above the key files can pass. Under a sticky folder such as /tmp it would
    /// not, though nobody else can change what is below.
    func isStrict() throws -> Bool {
        let above = try SafePath(of: path).steps.dropFirst()
        return !above.contains { $0.mode & 0o022 != 0 && $0.mode & 0o1000 != 0 }
    }

    /// What devices and operators are to pin: our sshd's key and its spare, or the keys of the system's sshd.
    func pins(_ own: HostKeys) throws -> [KeyFingerprint] {
        guard settings.listen.isEmpty else { return [own.current.fingerprint, own.spare.fingerprint] }
        let keys = ["ed25519", "ecdsa", "rsa"].compactMap { kind in
            SmallFile.text("/etc/ssh/ssh_host_\(kind)_key.pub").flatMap { PublicKey(text: $0) }
        }
        guard !keys.isEmpty else {
            throw DaemonError(
                "the system's sshd has no host key under /etc/ssh",
                advice: "make them with ssh-keygen -A, or use --listen")
        }
        return keys.map(\.fingerprint)
    }

    /// How devices and operators find us.
    func advertised() throws -> [HostPort] {
        guard settings.advertised.isEmpty else { return settings.advertised }
        let system = [ListenAddress(host: "0.0.0.0", port: 22)].compactMap { $0 }
        return try (settings.listen.isEmpty ? system : settings.listen).map { address in
            let isWildcard = address.host == "0.0.0.0" || address.host == "::"
            return try HostPort(host: isWildcard ? Self.hostName : address.host, port: address.port)
        }
    }

    private static var hostName: String {
        let name = SmallFile.text("/proc/sys/kernel/hostname")?.split(whereSeparator: \.isNewline).first
        return name.map(String.init) ?? "localhost"
    }
}

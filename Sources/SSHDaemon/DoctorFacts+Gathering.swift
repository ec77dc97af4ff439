import CPosix
import Glibc

/// Finding the facts out. Each part is left nil where it cannot be seen.
extension DoctorFacts {
    /// Asks sshd, the list of users, the limits and the disk. Runs sshd and blocks for some small files.
    ///
    /// - Parameters:
    ///   - logins: who logs in.
    ///   - installation: which sshd.
    ///   - configuration: the private sshd's file; nil for the system's.
    ///   - program: absolute path of sallyport-bastion as sshd runs it.
    ///   - keys: where the key lines come from.
    ///   - listen: where sshd answers; empty: it is not probed.
    ///   - daemon: the listening process, for its limits.
    ///   - state: the registry's folder.
    /// - Returns: what could be found out; trials, backups and the like are the caller's to add.
    /// - Throws: `DaemonError` if sshd cannot be run at all; `CancellationError`.
    package static func gather(
        logins: Logins, installation: SSHDInstallation, configuration: String?, program: String, keys: KeySource,
        listen: [ListenAddress], daemon: Int32?, state: String
    ) async throws -> DoctorFacts {
        var facts = DoctorFacts(logins: logins, isPrivate: configuration != nil)
        facts.version = installation.version
        for role in LoginRole.allCases {
            do {
                facts.effective[role] = .success(
                    try await .read(sshd: installation.program, file: configuration, user: logins.user(for: role)))
            } catch let error as DaemonError { facts.effective[role] = .failure(error) }
        }
        if case .files = keys { facts.usesCommand = false }
        facts.program = try? SafePath(of: program)
        for address in listen {
            if let fault = try await SSHDProbe(address).fault() { facts.probes.append(fault) }
        }
        facts.lookAtSystem(daemon: daemon, state: state)
        return facts
    }

    /// Files and numbers of the system.
    private mutating func lookAtSystem(daemon: Int32?, state: String) {
        if geteuid() == 0 { hasSeparationFolder = FileFacts(at: "/run/sshd")?.kind == .folder }
        var uid: UInt32 = 0
        var gid: UInt32 = 0
        missingUsers = logins.users.filter { sallyport_find_user($0, &uid, &gid) != 0 }
        if case .perRole = logins {
            passwords = Self.passwords(SystemFiles.text("/etc/shadow") ?? "", of: logins.users)
        }
        if let daemon {
            descriptorLimit = Self.descriptorLimit(SystemFiles.text("/proc/\(daemon)/limits") ?? "")
            taskLimit = Self.taskLimit(of: daemon)
        }
        let logindFiles = ["/etc/systemd/logind.conf"] + Self.files(in: "/etc/systemd/logind.conf.d", ending: ".conf")
        logind = logindFiles.flatMap { Self.assignments(SystemFiles.text($0) ?? "") }
        let jails =
            ["/etc/fail2ban/jail.conf", "/etc/fail2ban/jail.local"]
            + Self.files(in: "/etc/fail2ban/jail.d", ending: ".conf")
            + Self.files(in: "/etc/fail2ban/jail.d", ending: ".local")
        banMode = Self.banMode(jails.compactMap { SystemFiles.text($0) })
        var free: UInt = 0
        var all: UInt = 0
        if sallyport_free_space(state, &free, &all) == 0 { (freeBytes, allBytes) = (Int(free), Int(all)) }
    }

    private static func files(in folder: String, ending: String) -> [String] {
        (SystemFiles.names(in: folder) ?? []).filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
    }

    /// The second field of each user's line in /etc/shadow.
    static func passwords(_ shadow: String, of users: [String]) -> [String: String] {
        var found: [String: String] = [:]
        for line in shadow.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            if fields.count > 1, users.contains(String(fields[0])) { found[String(fields[0])] = String(fields[1]) }
        }
        return found
    }

    /// The soft limit of "Max open files" in /proc/PID/limits.
    static func descriptorLimit(_ limits: String) -> Int? {
        guard let line = limits.split(separator: "\n").first(where: { $0.hasPrefix("Max open files") }) else {
            return nil
        }
        let word = line.dropFirst("Max open files".count).split(separator: " ").first
        return word == "unlimited" ? .max : word.flatMap { Int($0) }
    }

    /// pids.max of the process's control group and those above it, the smallest.
    private static func taskLimit(of pid: Int32) -> Int? {
        guard let text = SystemFiles.text("/proc/\(pid)/cgroup"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("0::/") })
        else { return nil }
        var path = line.dropFirst("0::".count)
        var smallest: Int?
        while !path.isEmpty, path != "/" {
            if let number = SystemFiles.text("/sys/fs/cgroup\(path)/pids.max", limit: 64) {
                let limit = Int(number.prefix { $0.isNumber }) ?? .max
                smallest = min(smallest ?? .max, limit)
            }
            path = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
        }
        return smallest
    }

    /// `Key=Value` lines without comments.
    static func assignments(_ text: String) -> [String] {
        text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix(";") && $0.contains("=") }
            .map { $0.filter { $0 != " " && $0 != "\t" } }
    }

    /// The mode of the jail `sshd` if it is on; later files and the jail's own section win over DEFAULT.
    static func banMode(_ files: [String]) -> String? {
        var values: [String: [String: String]] = [:]
        var section = ""
        for line in files.flatMap({ $0.split(separator: "\n") }) {
            if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
                section = String(line[line.index(after: line.startIndex)..<end])
            } else if let equals = line.firstIndex(of: "="), !line.hasPrefix("#"), !line.hasPrefix(";"),
                !line.hasPrefix(" ")
            {
                let value = line[line.index(after: equals)...].filter { $0 != " " && $0 != "\t" }
                values[section, default: [:]][line[..<equals].filter { $0 != " " && $0 != "\t" }] = value
            }
        }
        func value(_ key: String) -> String? { values["sshd"]?[key] ?? values["DEFAULT"]?[key] }
        guard value("enabled")?.lowercased() == "true" else { return nil }
        let mode = value("mode") ?? "normal"
        return mode.hasPrefix("%") ? "normal" : mode
    }
}

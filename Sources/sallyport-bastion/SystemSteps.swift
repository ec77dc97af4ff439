import CPosix
import Glibc
import SSHDaemon
import TunnelModel

/// What the system needs, in the order in which it is done.
struct SystemSteps {
    var logins: Logins
    var keysUser: String
    var state: String
    var socket: String
    var program: String
    var listen: [String]
    var users: String?

    /// The steps. To know the firewall's uids the users have to be there: `applying` makes them first.
    func list(applying: Bool) async throws -> [SystemStep] {
        var steps: [SystemStep] = []
        for user in logins.users + [keysUser] {
            let step = SystemStep.command(
                "user \(user)",
                [
                    "/usr/sbin/useradd", "--system", "-M", "-N", "-g", "nogroup", "-d", "/", "-s", "/bin/sh", "-p", "*",
                    user,
                ], isDone: uid(user) != nil)
            if applying, !step.isDone { try await step.perform() }
            steps.append(step)
        }
        if listen.isEmpty {
            let keys = KeySource.command(
                program: program, arguments: ["authorized-keys", "--socket", socket], user: keysUser)
            steps.append(.file(SystemDropIn.path, try SystemDropIn(logins: logins, keys: keys).text()))
        }
        if let device = uid(logins.user(for: .device)), let person = uid(logins.user(for: .operator)),
            let enroll = uid(logins.user(for: .enroll))
        {
            let rules = FirewallRules(device: device, operator: person, enroll: enroll).text
            steps.append(.file(FirewallRules.path, rules.hasSuffix("\n") ? rules : rules + "\n"))
        }
        steps.append(.file(KernelSettings.path, KernelSettings.text))
        var arguments = ["serve", "--state", state] + listen.flatMap { ["--listen", $0] }
        if let users { arguments += ["--users", users] }
        if socket != state + "/keeper.sock" { arguments += ["--socket", socket] }
        for unit in try SystemdUnits(program: program, arguments: arguments, socket: socket).files() {
            steps.append(.file("\(SystemdUnits.folder)/\(unit.name)", unit.text))
        }
        return steps.map { step in
            var step = step
            if applying, case .command = step.deed, step.title.hasPrefix("user ") { step.isDone = true }
            return step
        } + commands(steps)
    }

    /// What makes the files count. Left out where there is no systemd, nft or sshd that runs.
    private func commands(_ steps: [SystemStep]) -> [SystemStep] {
        let hasSystemd = FileFacts(at: "/run/systemd/system")?.kind == .folder
        var commands: [SystemStep] = []
        if FileFacts(at: "/usr/sbin/nft") != nil {
            commands.append(.command("firewall rules", ["/usr/sbin/nft", "-f", FirewallRules.path]))
        }
        commands.append(.command("sshd's configuration is sound", ["/usr/sbin/sshd", "-t"]))
        guard hasSystemd else { return commands }
        commands.append(.command("units are read", ["/usr/bin/systemctl", "daemon-reload"]))
        commands.append(
            .command(
                "units are on",
                ["/usr/bin/systemctl", "enable", "--now", "sallyport-bastion.socket", "sallyport-bastion-nft.service"]))
        commands.append(
            .command("the keeper runs", ["/usr/bin/systemctl", "enable", "--now", "sallyport-bastion.service"]))
        if listen.isEmpty {
            commands.append(.command("sshd knows of it", ["/usr/bin/systemctl", "reload", "ssh.service"]))
        }
        return commands
    }

    private func uid(_ name: String) -> UInt32? {
        var uid: UInt32 = 0
        var gid: UInt32 = 0
        return sallyport_find_user(name, &uid, &gid) == 0 ? uid : nil
    }
}

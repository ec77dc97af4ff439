import ArgumentParser
import CPosix
import Enrollment
import Glibc
import KeeperProtocol
import SSHDaemon
import TunnelModel

/// `doctor`: what is wrong, and the fix for each. Status 1 when something fails.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at keeper, sshd, users, firewall and disk, and print the fix for each fault.")

    @OptionGroup var place: Place
    @OptionGroup var accounts: Accounts
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Where the private sshd listens; may be repeated.", valueName: "addr:port"))
    var listen: [String] = []

    func run() async throws {
        let (logins, keysUser) = try accounts.logins()
        let state = try Paths.absolute(place.state)
        let program = try Paths.ownProgram()
        let privateFile = state + "/sshd_config"
        let isPrivate = FileFacts(at: privateFile) != nil
        let listen = try addresses(isPrivate, state)
        var facts = try await DoctorFacts.gather(
            logins: logins, installation: try await SSHDInstallation.find(),
            configuration: isPrivate ? privateFile : nil, program: program,
            keys: keys(logins, keysUser, program), listen: listen, daemon: Self.daemon(state), state: state)
        var findings: [Finding] = []
        do {
            let status = try place.ask(StatusRequest())
            facts.backupAge = status.lastBackup.map { Int(Now.time - $0) } ?? .max
        } catch {
            let words = (error as? any Diagnosable)?.summary ?? "\(error)"
            findings.append(Finding("keeper", .failure, words, fix: "sallyport-bastion serve --state \(state)"))
        }
        try tryFirewall(logins, &facts)
        findings += Doctor.findings(facts)
        for finding in findings {
            Console.print("\(finding.weight.rawValue): \(finding.what) [\(finding.name)]\n  fix: \(finding.fix)\n")
        }
        if findings.isEmpty { Console.print("all is well\n") }
        if findings.contains(where: { $0.weight == .failure }) { throw ExitCode(ExitStatus.failed) }
    }

    private func keys(_ logins: Logins, _ keysUser: String?, _ program: String) throws -> KeySource {
        if try SafePath(of: program).fault != nil, case .one = logins { return .files(folder: place.state + "/keys") }
        return .command(program: program, arguments: [], user: keysUser ?? "sallyport-keys")
    }

    /// Those named, else those of the private sshd's own file.
    private func addresses(_ isPrivate: Bool, _ state: String) throws -> [ListenAddress] {
        if !listen.isEmpty { return listen.compactMap { ListenAddress($0) } }
        guard isPrivate, let text = SmallText.read(state + "/sshd_config") else { return [] }
        return text.split(separator: "\n").filter { $0.hasPrefix("ListenAddress ") }
            .compactMap { ListenAddress(String($0.dropFirst("ListenAddress ".count))) }
    }

    private static func daemon(_ state: String) -> Int32? {
        SmallText.read(state + "/sshd.pid").flatMap { Int32($0.prefix { $0.isNumber }) }
    }

    /// Real connections of other users, which only root can make.
    private func tryFirewall(_ logins: Logins, _ facts: inout DoctorFacts) throws {
        guard geteuid() == 0, case .perRole = logins else { return }
        var device: UInt32 = 0
        var person: UInt32 = 0
        var gid: UInt32 = 0
        guard sallyport_find_user(logins.user(for: .device), &device, &gid) == 0,
            sallyport_find_user(logins.user(for: .operator), &person, &gid) == 0
        else { return }
        facts.firewall = FirewallTrial(device: device, operator: person).run()
    }
}

/// Limits of the system around sshd.
extension Doctor {
    static func limits(_ facts: DoctorFacts) -> [Finding] {
        var findings: [Finding] = []
        if let descriptors = facts.descriptorLimit, descriptors < 4_096 {
            findings.append(
                Finding(
                    "descriptors", .warning,
                    "a session may have \(descriptors) descriptors, one for each forwarded stream",
                    fix: "LimitNOFILE=65536 in sshd's unit (systemctl edit)"))
        }
        if let tasks = facts.taskLimit, tasks < 20_000 {
            findings.append(
                Finding(
                    "tasks", .warning, "sshd's unit may have \(tasks) processes, and a connection takes two",
                    fix: "TasksMax=infinity in sshd's unit (systemctl edit)"))
        }
        if !facts.isPrivate, asksPAM(facts) {
            findings += facts.logind.compactMap { line in
                guard line.hasPrefix("UserTasksMax="), !line.hasSuffix("=infinity") else { return nil }
                return Finding(
                    "logind", .warning, "with UsePAM, logind limits all sessions of a login together: \(line)",
                    fix: "TasksMax=infinity for user-UID.slice of the login users")
            }
            if facts.logind.contains("KillUserProcesses=yes") {
                findings.append(
                    Finding(
                        "logind", .warning, "with UsePAM, logind ends a login's other sessions when one is over",
                        fix: "KillExcludeUsers=\(facts.logins.users.joined(separator: " ")) in logind.conf"))
            }
        }
        if let mode = facts.banMode, ["ddos", "extra", "aggressive"].contains(mode) {
            findings.append(
                Finding(
                    "fail2ban", .warning,
                    "fail2ban's sshd jail is in mode \(mode): it bans whole fleets behind one address for lost connections",
                    fix: "mode = normal, or ignoreip with the fleet's addresses, in jail.local"))
        }
        return findings
    }

    private static func asksPAM(_ facts: DoctorFacts) -> Bool {
        guard case .success(let fields)? = facts.effective[.device] else { return false }
        return fields["usepam"] == "yes"
    }
}

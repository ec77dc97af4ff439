/// Judges a bastion: facts in, findings out, the worst first. It looks at nothing itself.
package enum Doctor {
    /// Everything that is wrong with these facts; empty if all is well.
    package static func findings(_ facts: DoctorFacts) -> [Finding] {
        let all =
            sshd(facts) + LoginRole.allCases.flatMap { login($0, facts) } + gateway(facts) + accounts(facts)
            + limits(facts) + firewall(facts) + storage(facts)
        return all.filter { $0.weight == .failure } + all.filter { $0.weight == .warning }
    }

    private static func sshd(_ facts: DoctorFacts) -> [Finding] {
        var findings: [Finding] = []
        if let version = facts.version, version < SSHDVersion(9, 1) {
            findings.append(
                Finding(
                    "version", .failure, "sshd is \(version): it does not know expiry times in UTC",
                    fix: "upgrade OpenSSH to 9.1 or newer"))
        }
        if facts.hasSeparationFolder == false {
            findings.append(
                Finding(
                    "run-sshd", .failure, "/run/sshd is gone: sshd resets every new connection",
                    fix: "mkdir -m 0755 /run/sshd, or restart ssh.service"))
        }
        findings += facts.probes.map {
            Finding("probe", .failure, "sshd does not answer: \($0)", fix: "look at its log, and restart it")
        }
        if let program = facts.program {
            if facts.usesCommand, let fault = program.fault {
                findings.append(
                    Finding(
                        "safe-path", .failure, fault.summary, fix: fault.advice ?? "install it under /usr/local/bin"))
            }
            if let fault = program.reachFault {
                findings.append(
                    Finding("reach", .failure, fault.summary, fix: fault.advice ?? "install it under /usr/local/bin"))
            }
        }
        return findings
    }

    private static func gateway(_ facts: DoctorFacts) -> [Finding] {
        switch facts.gateway {
        case .wrong(let addresses):
            [
                Finding(
                    "gateway-bind", .failure,
                    "a device's listener comes up at \(addresses.joined(separator: ", ")) and not at its own address",
                    fix: "set GatewayPorts clientspecified for \(facts.logins.user(for: .device)), and reload sshd")
            ]
        case .nowhere(let words):
            [Finding("gateway-bind", .failure, "a device's listener does not come up: \(words)", fix: "see sshd's log")]
        case .right, nil: []
        }
    }

    private static func accounts(_ facts: DoctorFacts) -> [Finding] {
        var findings = facts.missingUsers.map {
            Finding("user", .failure, "there is no user \($0)", fix: "run: sallyport-bastion init --apply")
        }
        for (user, password) in facts.passwords.sorted(by: { $0.key < $1.key }) {
            if password.hasPrefix("!") {
                // PAM may vouch for a locked one, but nothing of ours needs the lock.
                findings.append(
                    Finding(
                        "locked", .failure, "the account \(user) is locked, so sshd refuses its keys",
                        fix: "usermod -p '*' \(user)"))
            } else if password != "*" {
                findings.append(
                    Finding(
                        "password", .warning, "the account \(user) has a password or none is needed",
                        fix: "usermod -p '*' \(user)"))
            }
        }
        return findings
    }

    private static func firewall(_ facts: DoctorFacts) -> [Finding] {
        facts.firewall.compactMap { outcome in
            let what: String
            switch (outcome.attempt, outcome.connected) {
            case (_, nil), (.granted, true?): return nil
            case (.granted, false?):
                return Finding(
                    "firewall", .failure, "the operator login cannot connect to a device's address",
                    fix: "nft -f \(FirewallRules.path), or see which other table refuses it: nft list ruleset")
            case (_, false?): return nil
            case (.strangerConnects, true?): what = "every user of this host can connect to a device's services"
            case (.strangerListens, true?): what = "every user of this host can pose as a device by listening first"
            case (.operatorElsewhere, true?): what = "the operator login could reach this host's own services"
            case (.deviceConnects, true?): what = "the device login could reach this host's own services"
            }
            return Finding("firewall", .warning, what, fix: "nft -f \(FirewallRules.path), or: init --apply")
        }
    }

    private static func storage(_ facts: DoctorFacts) -> [Finding] {
        var findings: [Finding] = []
        if let free = facts.freeBytes {
            let megabytes = free >> 20
            let share = facts.allBytes.map { $0 > 0 ? free * 100 / $0 : 100 } ?? 100
            if megabytes < 64 {
                findings.append(
                    Finding("disk", .failure, "only \(megabytes) MiB are free for the registry", fix: "free some space")
                )
            } else if megabytes < 512 || share < 2 {
                findings.append(
                    Finding("disk", .warning, "only \(megabytes) MiB are free for the registry", fix: "free some space")
                )
            }
        }
        if let age = facts.backupAge, age > 7 * 86_400 {
            let since = age == .max ? "there is no backup" : "the last backup is \(age / 86_400) days old"
            findings.append(Finding("backup", .warning, since, fix: "sallyport-bastion backup FILE, from a timer"))
        }
        return findings
    }
}

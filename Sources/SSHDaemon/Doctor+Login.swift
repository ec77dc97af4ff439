/// What sshd does for each login.
extension Doctor {
    private struct Rule {
        var keyword: String
        var allowed: [String]
        var what: String
    }

    /// Findings on what `sshd -T -C user=…` says for the login of a role.
    static func login(_ role: LoginRole, _ facts: DoctorFacts) -> [Finding] {
        let user = facts.logins.user(for: role)
        guard let result = facts.effective[role] else { return [] }
        guard case .success(let fields) = result else {
            guard case .failure(let error) = result else { return [] }
            return [Finding("sshd-config", .failure, error.summary, fix: error.advice ?? "run: sshd -t")]
        }
        var findings = rules(role, facts).compactMap { rule -> Finding? in
            // A sshd that does not know a keyword cannot do what it allows.
            guard let value = fields[rule.keyword], !rule.allowed.contains(value.lowercased()) else { return nil }
            return Finding(
                rule.keyword, .failure, "\(rule.what) (\(rule.keyword) \(value) for \(user))",
                fix: facts.isPrivate
                    ? "restart sallyport-bastion, which writes its configuration anew"
                    : "put \(SystemDropIn.path) before other Match blocks, and reload sshd")
        }
        findings += lists(role, user, fields, facts) + capacity(fields, facts, role)
        if fields["usepam"] == "yes", facts.isPrivate {
            findings.append(
                Finding("usepam", .warning, "the private sshd asks PAM", fix: "restart sallyport-bastion"))
        }
        return findings
    }

    private static func rules(_ role: LoginRole, _ facts: DoctorFacts) -> [Rule] {
        let direction: [LoginRole: [String]] = [.device: ["remote"], .operator: ["local"], .enroll: ["no"]]
        var isShared = false
        if case .one = facts.logins { isShared = true }
        var rules = [
            Rule(
                keyword: "allowtcpforwarding", allowed: isShared ? ["yes", "all"] : direction[role] ?? [],
                what: "the direction of forwarding is not what the role needs"),
            Rule(keyword: "allowstreamlocalforwarding", allowed: ["no"], what: "Unix sockets could be forwarded"),
            Rule(keyword: "allowagentforwarding", allowed: ["no"], what: "agents could be forwarded"),
            Rule(keyword: "x11forwarding", allowed: ["no"], what: "X11 could be forwarded"),
            Rule(keyword: "permittunnel", allowed: ["no"], what: "tunnel devices could be made"),
            Rule(keyword: "permittty", allowed: ["no"], what: "terminals could be had"),
            Rule(keyword: "permituserrc", allowed: ["no"], what: "a file in the login's home could be run"),
            Rule(keyword: "passwordauthentication", allowed: ["no"], what: "passwords are asked for"),
            Rule(keyword: "kbdinteractiveauthentication", allowed: ["no"], what: "questions are asked at login"),
            Rule(keyword: "pubkeyauthentication", allowed: ["yes"], what: "keys are not taken"),
            Rule(keyword: "authenticationmethods", allowed: ["publickey"], what: "a key alone is not what logs in"),
            Rule(keyword: "forcecommand", allowed: ["none"], what: "the command of each key is overridden"),
            Rule(keyword: "chrootdirectory", allowed: ["none"], what: "the bastion's command cannot be found"),
            Rule(keyword: "trustedusercakeys", allowed: ["none"], what: "certificates log in without our limits"),
        ]
        if role == .device || isShared {
            rules.append(
                Rule(
                    keyword: "gatewayports", allowed: ["clientspecified"],
                    what: "devices do not get listeners at their own addresses"))
        }
        if role == .device, !isShared {
            rules.append(Rule(keyword: "permitopen", allowed: ["none"], what: "devices could connect outwards"))
        }
        if role == .operator, !isShared {
            rules.append(Rule(keyword: "permitlisten", allowed: ["none"], what: "operators could listen"))
        }
        return rules
    }

    /// Values that are lists of words.
    private static func lists(
        _ role: LoginRole, _ user: String, _ fields: EffectiveConfiguration, _ facts: DoctorFacts
    ) -> [Finding] {
        var findings: [Finding] = []
        let restart = facts.isPrivate ? "restart sallyport-bastion" : "run: sallyport-bastion init --apply"
        if facts.usesCommand {
            let command = fields["authorizedkeyscommand"] ?? "none"
            if !command.hasSuffix("authorized-keys %u %f %t %k") && !command.hasSuffix(" %u %f %t %k") {
                findings.append(
                    Finding("keys-command", .failure, "sshd does not ask us for the keys of \(user)", fix: restart))
            }
            if let file = fields["authorizedkeysfile"], file != "none" {
                findings.append(
                    Finding("keys-file", .failure, "sshd also takes keys of \(user) from \(file)", fix: restart))
            }
        }
        let variables = fields.values("acceptenv").filter { !["LANG", "LC_*", "SALLYPORT_NOTHING"].contains($0) }
        if let variable = variables.first {
            findings.append(
                Finding(
                    "accept-env", .warning, "the other side may set \(variable) for the command of \(user)",
                    fix: restart))
        }
        let allowed = fields.values("allowusers").flatMap { $0.split(separator: " ") }
        if !allowed.isEmpty, !allowed.contains(where: { $0 == user || $0 == "*" }) {
            findings.append(
                Finding("allow-users", .failure, "AllowUsers does not name \(user)", fix: "add \(user) to AllowUsers"))
        }
        if role == .device, let patterns = fields["permitlisten"], patterns != "any" {
            let words = Set(patterns.split(separator: " ").map(String.init))
            let missing = RoleLines.deviceAddresses.split(separator: " ").filter { !words.contains(String($0)) }
            if !missing.isEmpty, !words.contains("*:*"), !words.contains("127.*:*") {
                findings.append(
                    Finding("permit-listen", .failure, "PermitListen for \(user) lacks \(missing[0])", fix: restart))
            }
        }
        return findings
    }

    /// Numbers that are too small for a fleet; asked once, at the device login.
    private static func capacity(
        _ fields: EffectiveConfiguration, _ facts: DoctorFacts, _ role: LoginRole
    ) -> [Finding] {
        guard role == .device else { return [] }
        var findings: [Finding] = []
        let startups = fields["maxstartups"]?.split(separator: ":").compactMap { Int($0) } ?? []
        if let first = startups.first, first < 100 {
            findings.append(
                Finding(
                    "max-startups", .warning,
                    "MaxStartups \(fields["maxstartups"] ?? "") drops logins when a fleet comes back at once",
                    fix: "set MaxStartups 200:30:1000 in sshd_config, outside of Match"))
        }
        if let sessions = fields["maxsessions"].flatMap({ Int($0) }), sessions < 2 {
            findings.append(
                Finding(
                    "max-sessions", .failure, "MaxSessions \(sessions) leaves no room beside the ping",
                    fix: "set it to 4"))
        }
        if let interval = fields["clientaliveinterval"].flatMap({ Int($0) }), (1...300).contains(interval) {
            findings.append(
                Finding(
                    "client-alive", .warning,
                    "ClientAliveInterval \(interval) makes sshd wake metered devices, which ping every 300 s",
                    fix: "set it to 330 for the device login"))
        }
        return findings
    }
}

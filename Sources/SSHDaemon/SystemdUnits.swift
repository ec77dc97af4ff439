/// The units under which the keeper, its socket and its firewall rules run.
package struct SystemdUnits: Sendable, Hashable {
    /// The folder for them.
    package static let folder = "/etc/systemd/system"
    /// Absolute path of sallyport-bastion.
    package var program: String
    /// Arguments of the service, from `serve` on.
    package var arguments: [String]
    /// Absolute path of the keeper's socket.
    package var socket: String
    /// Whether there are firewall rules, at ``FirewallRules/path``. Default true.
    package var hasFirewall = true

    /// As given.
    package init(program: String, arguments: [String], socket: String) {
        self.program = program
        self.arguments = arguments
        self.socket = socket
    }

    /// File name and text of each unit.
    /// - Throws: if a path or an argument has a control character in it.
    package func files() throws(DaemonError) -> [(name: String, text: String)] {
        var files = [
            (name: "sallyport-bastion.socket", text: try socketUnit()),
            (name: "sallyport-bastion.service", text: try serviceUnit()),
        ]
        if hasFirewall { files.append((name: "sallyport-bastion-nft.service", text: Self.firewallUnit)) }
        return files
    }

    private func socketUnit() throws(DaemonError) -> String {
        """
        [Unit]
        Description=Socket of the sallyport bastion's keeper
        Documentation=man:sallyport-bastion(1)

        [Socket]
        # Logins wait here while the keeper restarts. Who asks is checked for each request.
        ListenStream=\(try Self.word(socket))
        SocketMode=0666
        DirectoryMode=0711
        Backlog=1024

        [Install]
        WantedBy=sockets.target

        """
    }

    private func serviceUnit() throws(DaemonError) -> String {
        var words = [try Self.word(program)]
        for argument in arguments { words.append(try Self.word(argument)) }
        let firewall = hasFirewall ? " sallyport-bastion-nft.service" : ""
        return """
            [Unit]
            Description=Keeper of the sallyport bastion
            Documentation=man:sallyport-bastion(1)
            Requires=sallyport-bastion.socket
            Wants=network-online.target\(firewall)
            After=network-online.target sallyport-bastion.socket\(firewall)
            StartLimitIntervalSec=0

            [Service]
            Type=notify
            NotifyAccess=main
            ExecStart=\(words.joined(separator: " "))
            Restart=always
            RestartSec=1
            # Sessions outlive the keeper: only its own process is ended, and a killed session does not end the rest.
            KillMode=process
            OOMPolicy=continue
            TimeoutStopSec=10
            # Two processes a connection; a descriptor for each forwarded stream of a session.
            TasksMax=infinity
            LimitNPROC=infinity
            LimitNOFILE=65536
            UMask=0022

            [Install]
            WantedBy=multi-user.target
            Also=sallyport-bastion.socket

            """
    }

    /// nftables.service empties all tables when it starts or reloads: ours follows it each time.
    private static let firewallUnit = """
        [Unit]
        Description=Firewall rules of the sallyport bastion
        Documentation=man:sallyport-bastion(1)
        After=nftables.service
        PartOf=nftables.service
        ReloadPropagatedFrom=nftables.service

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        ExecStart=/usr/sbin/nft -f \(FirewallRules.path)
        ExecReload=/usr/sbin/nft -f \(FirewallRules.path)
        ExecStop=-/usr/sbin/nft delete table inet sallyport

        [Install]
        WantedBy=multi-user.target

        """

    /// A word of a unit's command line or value: `%` and `$` doubled, quoted if need be.
    static func word(_ text: String) throws(DaemonError) -> String {
        guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            throw DaemonError("a word for a systemd unit is empty or has a control character in it")
        }
        let plain = String(text.flatMap { $0 == "%" || $0 == "$" ? [$0, $0] : [$0] })
        guard plain.contains(where: { " \"'\\;".contains($0) }) else { return plain }
        return "\"" + String(plain.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }) + "\""
    }
}

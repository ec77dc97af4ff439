import CommandSupport
import Settings
import Testing
import TunnelModel

@Suite("The command line and the real ssh")
struct SSHArgumentsAgainstSSHTests {
    /// Command lines that both must take or refuse alike, with the same decisive line.
    static let wordLists: [[String]] = [
        ["h"], ["-N", "h"], ["h", "-N", "-v"], ["-Np22", "h"], ["-NL8080:h:80", "h"], ["-p", "x", "h"], ["-p0", "h"],
        ["-p65536", "h"], ["-p", "http", "h"], ["-p", "+80", "h"], ["-p", "80 ", "h"], ["-p", "", "h"],
        ["-p", "1", "-p", "x", "h"], ["h", "-p", "x"], ["-p"], ["-L"], ["-vL"], ["-z"], ["-Nz", "h"], ["--foo", "h"],
        ["-:", "h"], [], ["-N"], ["-", "-N"], ["@h"], ["--", "-h"], ["-L", "1:2", "h"], ["-D", "1:2:3", "h"],
        ["-R", "1:2:3:4:5", "h"], ["-W", "1:2:3", "h"], ["-L", "/a:/b", "h"], ["-1", "h"], ["-2", "h"],
        ["-l", "a;b", "h"],
        ["-l", "-x", "h"], ["-l", "a b", "h"], ["u;v@h"], ["h;x"], ["ssh://h:x"], ["ssh://u@h:2222", "-p", "1"],
        ["-4", "-6", "h"], ["-6", "-4", "h"], ["-oPort=1", "-p2", "h"], ["-p2", "-oPort=1", "h"], ["-q", "-v", "h"],
        ["-b", "1.2.3.4", "-o", "BindAddress=5.6.7.8", "h"], ["-o", "BindAddress=5.6.7.8", "-b", "1.2.3.4", "h"],
        ["-g", "-o", "GatewayPorts=no", "h"], ["-o", "GatewayPorts=no", "-g", "h"],
        ["-a", "-x", "-k", "-T", "-n", "h"],
        ["-z", "-o", "foo=1"], ["-o", "foo=1", "-z"], ["-l", "a", "-l", "b", "c@h"], ["-o", "User=x", "-l", "b", "h"],
    ]

    /// Arguments of -o, good and bad.
    static let optionTexts = [
        "foo=bar", "FOO bar", "foo", "Port=22", "port 22", "PORT = 22", "port==22", "port=", "Port", "port=0", "port=x",
        "port \"22\"", "port '22'", "port '22", "port \"22", "port 22 33", "port 22 # c", "port #", "\"port\" 22", "",
        " ",
        "#x", "  port 22  ", "\tPort\t22", "foo 'x", "user=a\\ b", "user=\"a b\"", "user='a", "user=\"\"", "User=a;b",
        "BatchMode=yes", "batchmode=TRUE", "BatchMode=maybe", "BatchMode", "BatchMode=\"\"", "BatchMode yes yes",
        "StrictHostKeyChecking=off", "StrictHostKeyChecking=accept-new", "StrictHostKeyChecking=maybe",
        "AddressFamily=inet6", "AddressFamily=ipv6", "ConnectTimeout=1m30s", "ConnectTimeout=xx", "ConnectTimeout=-1",
        "ConnectTimeout=none", "ConnectTimeout=99999999999", "ServerAliveInterval=15", "ServerAliveInterval=1x",
        "ServerAliveCountMax=5", "ServerAliveCountMax=x", "ServerAliveCountMax=-1", "ServerAliveCountMax=99999999999",
        "NumberOfPasswordPrompts=1", "NumberOfPasswordPrompts=x", "LogLevel=foo", "LogLevel=debug3", "LogLevel=QUIET",
        "UserKnownHostsFile=none a", "UserKnownHostsFile=a b", "UserKnownHostsFile=none", "GlobalKnownHostsFile a none",
        "LocalForward=1:2", "LocalForward=1 2", "LocalForward=8080 h:80", "LocalForward=8080 [::1]:80",
        "LocalForward=*:8080 h:80", "LocalForward=8080 h:80 x", "LocalForward=/a /b", "LocalForward=0 h:80",
        "Ciphers=foo", "Ciphers=aes128-ctr", "Ciphers=+aes128-cbc", "Ciphers=aes128-ctr,foo", "MACs=foo",
        "MACs=hmac-sha2-256-etm@openssh.com", "MACs=-foo", "KexAlgorithms=foo", "KexAlgorithms=curve25519-sha256",
        "HostKeyAlgorithms=foo", "HostKeyAlgorithms=ssh-ed25519", "GatewayPorts=yes", "ClearAllForwardings=yes",
        "ExitOnForwardFailure=yes", "ExitOnForwardFailure=1", "HashKnownHosts=yes", "CheckHostIP=no", "TCPKeepAlive=no",
        "KeepAlive=no", "IdentitiesOnly=yes", "IdentityFile=", "IdentityFile=~/x", "HostKeyAlias=Foo", "HostName=%h.x",
        "SessionType=none", "RequestTTY=no", "StdinNull=yes", "PubkeyAuthentication=yes",
        "PreferredAuthentications=publickey", "RSAAuthentication=yes", "Protocol=2", "IgnoreUnknown=Foo*",
        "UpdateHostKeys=no", "SendEnv=LANG", "ControlMaster=no", "ControlPath=none", "ProxyJump=none",
    ]

    @Test("agree on which command lines are good, on the decisive line and on the values", arguments: wordLists)
    func commandLines(words: [String]) throws {
        try agree(words)
    }

    @Test("agree on options of -o", arguments: optionTexts)
    func options(option: String) throws {
        try agree(["-o", option, "h"])
    }

    private func agree(_ words: [String]) throws {
        let ssh = try RealProgram.run("/usr/bin/ssh", ["-G", "-F", "none"] + words)
        do {
            guard case .connect(let arguments) = try SSHArguments.parse(words, lookups: SSHArgumentsTests.lookups)
            else {
                Issue.record("version asked for")
                return
            }
            #expect(ssh.status == 0, "ssh refuses it: \(ssh.errorLines)")
            try compare(arguments, ssh)
        } catch let error as CommandLineError {
            #expect(ssh.status == error.exitStatus, "ssh takes it, we say \(error.lines)")
            if let line = error.lines.last, !line.hasPrefix("sallyport: ") {
                #expect(ssh.errorLines.contains(line), "ssh says \(ssh.errorLines)")
            }
            #expect(error.showsUsage == ssh.errorLines.contains { $0.hasPrefix("usage:") })
        }
    }

    private func compare(_ arguments: SSHArguments, _ ssh: RealProgram) throws {
        let context = SettingsContext(
            userName: ssh.values(of: "user").first ?? "", homeDirectory: "/root", environment: { _ in nil },
            identityFault: { _ in nil })
        let settings = try arguments.draft.resolved(host: arguments.destination.host, context: context)
        func yes(_ value: Bool) -> String { value ? "yes" : "no" }
        let pairs: [(String, String)] = [
            ("hostname", settings.hostName), ("user", settings.user), ("port", "\(settings.port)"),
            ("addressfamily", settings.addressFamily.rawValue), ("batchmode", yes(settings.batchMode)),
            ("gatewayports", yes(settings.gatewayPorts)), ("tcpkeepalive", yes(settings.tcpKeepAlive)),
            ("exitonforwardfailure", yes(settings.exitOnForwardFailure)),
            ("clearallforwardings", yes(settings.clearAllForwardings)),
            ("hashknownhosts", yes(settings.hashKnownHosts)), ("identitiesonly", yes(settings.identitiesOnly)),
            ("serveralivecountmax", "\(settings.serverAliveCountMax)"),
            ("numberofpasswordprompts", "\(settings.numberOfPasswordPrompts)"),
            ("connecttimeout", settings.connectTimeout.map { "\($0)" } ?? "none"),
        ]
        // Debian's ssh raises ServerAliveInterval to 300 under BatchMode; upstream's and ours do not.
        if !settings.batchMode { #expect(ssh.values(of: "serveraliveinterval") == ["\(settings.serverAliveInterval)"]) }
        for (keyword, ours) in pairs { #expect(ssh.values(of: keyword) == [ours], "\(keyword)") }
        #expect(ssh.values(of: "localforward").count == settings.localForwards.count)
        #expect(ssh.values(of: "bindaddress").first == settings.bindAddress)
    }
}

import CommandSupport
import TestSupport
import Testing
import TunnelModel

@Suite("Configuration files and the real ssh")
struct ConfigAgainstSSHTests {
    /// Files that both must read to the same settings for every host below.
    static let good = [
        "Port 2222\nHost a\nUser x\nHost *\nUser y\n", "Host a !b\n Port 1\nHost !a *\n Port 2\nHost A\n Port 3\n",
        "Host=a\n\tHostName=%h.example\n  Port = 7 # c\n", "Host \"a\" 'b'\nUser \"u v\"\n", "Host ? a.*\nPort 9\n",
        "HostName real\nMatch host real\nPort 1\nMatch host a\nPort 2\n",
        "Match originalhost a,b\nPort 1\nMatch !originalhost a\nPort 2\n", "User u\nMatch user u,v\nPort 5\n",
        "Match user *,!root\nPort 5\nMatch all\nPort 6\n", "Match localuser root host a\nPort 4\n",
        "Match host A\nPort 1\n",
        "Match host=a\nPort 1\n", "Match host \"a\" user root # c\nPort 1\n",
        "Match !all\nPort 1\nMatch host a all\nPort 2\n",
        "LocalForward 80 h:1\nHost a\nLocalForward 81 h:1\nRemoteForward 90\nDynamicForward 91\nHost *\nLocalForward 80 h:1\n",
        "LocalForward *:80 [::1]:1\nLocalForward localhost:80 h:1\nRemoteForward /a:80 h:1\n",
        "RemoteForward 1 /tmp/%h-%n-%p\nLocalForward /tmp/%r.sock h:1\n",
        "ClearAllForwardings yes\nLocalForward 80 h:1\n", "ExitOnForwardFailure yes\nGatewayPorts yes\n",
        "ProxyJump j\nProxyCommand nc\n", "ProxyCommand nc %h %p\nProxyJump j\n", "ProxyJump none\nProxyCommand nc\n",
        "Host a\nProxyJump u@j:1,k\nHost b\nProxyJump ssh://v@k:2\n", "ProxyCommand none\nProxyJump j\n",
        "ControlMaster auto\nControlPath ~/.ssh/%C\n",
        "ControlPath /%C/%d/%h/%i/%k/%L/%l/%n/%p/%r/%u/%%\nHostKeyAlias Z\n",
        "ControlPath none\nControlMaster ask\n", "IdentityFile ~/%h\nIdentityFile %d/x\nIdentitiesOnly yes\n",
        "IdentityFile none\n", "IdentityAgent ~/a-%u\n", "IdentityAgent SSH_AUTH_SOCK\n", "IdentityAgent ${HOME}/x\n",
        "UserKnownHostsFile ~/a %d/b ${HOME}/c\nGlobalKnownHostsFile none\n",
        "UserKnownHostsFile none\nUserKnownHostsFile b\n",
        "StrictHostKeyChecking yes\nHashKnownHosts yes\nLogLevel DEBUG2\n", "StrictHostKeyChecking off\n",
        "ConnectTimeout 1m30s\nConnectionAttempts 3\nServerAliveCountMax 7\nTCPKeepAlive no\n", "ConnectTimeout none\n",
        "BindAddress 1.2.3.4\nBindInterface lo\nAddressFamily inet6\n",
        "StreamLocalBindMask 0027\nStreamLocalBindUnlink yes\n",
        "IgnoreUnknown Sallyport*,Foo\nSallyportWindow 1M\nFoo x\n", "StdinNull yes\nForkAfterAuthentication no\n",
        "Include inc/*.conf\nPort 9\n", "Host a\nInclude inc/*.conf\nHost *\nPort 9\n",
        "Include nowhere/*\nInclude ~/.ssh/inc/1.conf\n",
        "Host nobody\nInclude inc/1.conf\nInclude inc/2.conf\nHost *\nUser z\n",
        "\r\n  \t\nPort 7\r\n\t\n#Port 8\nUser x\u{C}\n",
        "SendEnv LANG LC_*\nSetEnv A=b\nIPQoS af21 cs1\nRekeyLimit 1G 1h\nCompression yes\nForwardAgent yes\nVisualHostKey yes\n",
        "GSSAPIAuthentication yes\nAddKeysToAgent confirm 5m\nUpdateHostKeys ask\nCheckHostIP yes\nRequestTTY yes\n",
        "Cipher x\nProtocol 2,1\nUsePrivilegedPort no\nRSAAuthentication yes\nUseRoaming no\nKeepAlive no\n",
        "PasswordAuthentication yes\nPreferredAuthentications publickey,password\nChallengeResponseAuthentication no\n",
        "CanonicalDomains a.b c\nTunnelDevice any:1\nForwardX11Timeout 1h\nSyslogFacility LOCAL1\nLogVerbose a b\n",
        "PermitLocalCommand no\nLocalCommand echo \"%h\" # x\nRemoteCommand ls %h\nEscapeChar ^A\nFingerprintHash md5\n",
    ]

    /// Files that both must refuse with the same lines.
    static let bad = [
        "foo 1\n", "\u{C}\n", "Port x\nfoo\nBar=2\n", "Host x\n  Port 0\n", "Host\n", "Host \"\"\n", "Port\n",
        "Port 22 33\n",
        "User 'x\n",
        "Match\n", "Match host\n", "Match all foo\nPort 1\n", "Match bogus x\n", "Include \"\"\n", "Include inc/bad\n",
        "foo 1\nInclude inc/bad\nbar 1\n", "Host nobody\nInclude inc/bad\n", "Include inc/loop\n", "Include inc/open\n",
        "Include inc/group\n",
        "ProxyJump a:x\n", "ProxyJump a,,b\n", "ProxyCommand\n", "LocalForward 80\n", "LocalForward 1 2\n",
        "RemoteForward x\n",
        "DynamicForward 1 2\n", "ControlMaster x\nControlPersist x\nControlPath\n", "IdentityAgent $a-b\n",
        "StreamLocalBindMask 9\nIPQoS x\nRekeyLimit 1\nTunnel x\nAddKeysToAgent x\nEscapeChar xx\nSetEnv a\nSendEnv a=b\n",
        "FingerprintHash x\nCompression maybe\nUpdateHostKeys x\nPermitRemoteOpen any b\nLogVerbose none a\nTunnelDevice x\n",
        "SyslogFacility x\nLogLevel x\nConnectTimeout x\nConnectionAttempts -1\nServerAliveCountMax 99999999999\n",
        "Ciphers x\nMACs x\nKexAlgorithms x\nHostKeyAlgorithms x\nPubkeyAcceptedAlgorithms x\n",
        "ConnectionAttempts 0\n",
        "UserKnownHostsFile a none\nUserKnownHostsFile \"\"\nBatchMode maybe\n", "IgnoreUnknown a\nfoo 1\n",
        "ProxyJump %h\nProxyJump h\n",
    ]

    @Test("agree on settings", arguments: good)
    func agreeOnSettings(text: String) throws {
        let folder = try Self.folder(text)
        for words in [["a"], ["b"], ["h"], ["u@a.b"], ["-p", "77", "-i", "/dev/null", "-L", "1:h:2", "a"]] {
            let ssh = try Self.ssh(folder, words)
            #expect(ssh.status == 0, "\(ssh.errorLines)")
            do {
                try Self.dump(folder, words).expectSame(as: ssh)
            } catch let error as any Diagnosable {
                #expect(error.summary.contains("not supported"), "we say \(error.summary)")
                #expect(text.contains("/a:80"))
            }
        }
    }

    @Test("agree on faults", arguments: bad)
    func agreeOnFaults(text: String) throws {
        let folder = try Self.folder(text)
        let ssh = try Self.ssh(folder, ["h"])
        do {
            _ = try Self.dump(folder, ["h"])
            #expect(ssh.status == 0, "ssh refuses it: \(ssh.errorLines)")
        } catch let error as any Diagnosable {
            let ours = error.summary.split(separator: "\n").map(String.init)
            #expect(ssh.status == error.exitStatus)
            #expect(ours == ssh.errorLines)
        }
    }

    /// Lines that a random file is made of.
    static let pieces = [
        "Host a", "Host *", "Host b !a", "Host ?", "Match all", "Match host a,two", "Match user one,v", "Match !host b",
        "Match originalhost b user *", "Port 1", "Port 2", "User one", "User v", "HostName two", "HostName %h.x",
        "Include inc/1.conf", "Include inc/*.conf", "LocalForward 80 h:1", "LocalForward b:81 h:1", "RemoteForward 5",
        "RemoteForward 6 h:1", "DynamicForward 7", "ProxyJump j", "ProxyJump none", "ProxyCommand nc %h",
        "ProxyJump k:2",
        "IdentityFile ~/x", "IdentityFile y", "ControlPath ~/%C", "ControlMaster auto", "ControlMaster no",
        "GatewayPorts yes", "GatewayPorts no", "ClearAllForwardings yes", "LogLevel ERROR", "ConnectTimeout 5",
        "UserKnownHostsFile a b", "HostKeyAlias Alias-%h", "BatchMode no", "# Port 9", "", "\tStdinNull yes ",
        "IdentityAgent none", "ExitOnForwardFailure yes", "StrictHostKeyChecking accept-new", "Port=3",
        "  AddressFamily inet", "Bad x", "Port nine",
    ]

    @Test("agree on files of random lines", arguments: 0..<60)
    func agreeOnRandomFiles(seed: Int) throws {
        var dice = SplitMix(state: UInt64(seed))
        let lines = (0..<Int.random(in: 4...14, using: &dice)).map { _ in Self.pieces.randomElement(using: &dice) ?? ""
        }
        let folder = try Self.folder(lines.joined(separator: "\n"))
        let ssh = try Self.ssh(folder, ["a"])
        do {
            try Self.dump(folder, ["a"]).expectSame(as: ssh)
        } catch let error as any Diagnosable {
            #expect(error.summary.split(separator: "\n").map(String.init) == ssh.errorLines)
        }
    }

    private static func folder(_ text: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = try RealProgram.run("/bin/mkdir", ["-p", folder.path(".ssh/inc")])
        try folder.write(text, to: "config")
        try folder.write("Host a\nUser one\nPort 1\n", to: ".ssh/inc/1.conf")
        try folder.write("User two\nHostName two\n", to: ".ssh/inc/2.conf")
        try folder.write("Port x\nfoo 1\n", to: ".ssh/inc/bad")
        try folder.write("Include inc/loop\n", to: ".ssh/inc/loop")
        try folder.write("User x\n", to: ".ssh/inc/open", mode: 0o622)
        try folder.write("User x\n", to: ".ssh/inc/group", mode: 0o664)
        return folder
    }

    private static func ssh(_ folder: TemporaryFolder, _ words: [String]) throws -> RealProgram {
        try RealProgram.run(
            "/usr/bin/ssh", ["-G", "-F", folder.path("config")] + words, environment: ["HOME": folder.path])
    }

    private static func dump(_ folder: TemporaryFolder, _ words: [String]) throws -> Dump {
        let lookups = SSHArgumentsTests.lookups
        let request = try SSHArguments.parse(["-G", "-F", folder.path("config")] + words, lookups: lookups)
        guard case .dump(let arguments) = request else { throw RigError("something else is asked for") }
        return try Dump(arguments, home: folder.path)
    }
}

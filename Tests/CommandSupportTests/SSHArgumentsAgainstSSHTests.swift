import CommandSupport
import TestSupport
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
        ["-R", "80", "-R", "0:h:1", "-R", "b:1:h:2", "-D", "b:1", "-D2", "-L3:h:4", "-L", "3:h:4", "h"],
        ["-W", "a:1", "-L1:h:2", "-R1", "h"], ["-W", "a:1", "-oClearAllForwardings=no", "-L1:h:2", "h"],
        ["-W", "a:1", "-W", "a:1", "h"], ["-W", "a:1", "-O", "check", "h"], ["-O", "check", "-W", "a:1", "h"],
        ["-O", "check", "-O", "exit", "h"], ["-O", "foo", "h"], ["-J", "a", "-J", "b", "h"], ["-J", "a:x", "h"],
        ["-J", "", "h"], ["-J", "a,,b", "h"], ["-J", "none", "h"], ["-J", "u@a:1,ssh://v@b:2", "h"], ["-J", "h", "h"],
        ["-J", "[::1]:2", "h"], ["-o", "ProxyCommand=x", "-J", "a", "h"], ["-J", "a", "-o", "ProxyCommand=x", "h"],
        ["-o", "ProxyJump=a", "-J", "b", "h"], ["-J", "u@h", "-l", "u", "h"], ["-J", "h:23", "h"],
        ["-M", "h"], ["-MM", "h"], ["-MMM", "h"], ["-oControlMaster=auto", "-M", "h"], ["-S", "/s", "h"],
        ["-S", "/a", "-S", "/b", "h"], ["-S", "/%C-%h-%i-%L", "h"], ["-S", "none", "h"], ["-S", "/%Z", "h"],
        ["-oControlPath=/a", "-S", "/b", "h"], ["-B", "lo", "h"], ["-oBindInterface=a", "-Blo", "h"],
        ["-c", "foo", "h"], ["-c", "aes128-ctr", "h"], ["-c", "-aes128-ctr", "h"], ["-m", "foo", "h"],
        ["-m", "hmac-sha2-256", "h"], ["-m", "+hmac-sha2-256", "h"], ["-w", "x", "h"], ["-w", "any:3", "h"],
        ["-e", "ab", "h"], ["-e", "^A", "h"], ["-e", "none", "h"], ["-Q", "foo"], ["-fN", "h"], ["-n", "h"],
        ["-A", "-X", "-Y", "-K", "-C", "-t", "h"], ["-oSessionType=subsystem", "-N", "h"], ["-F", "/nowhere", "h"],
        ["-oSessionType=none", "-N", "h"], ["-W", "a:1", "-N", "h"], ["-O", "check", "h"],
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
        "Host x", "Match all", "Include x", "RemoteForward 80 h:1", "RemoteForward 80", "RemoteForward x",
        "RemoteForward",
        "DynamicForward 80", "DynamicForward b:80", "DynamicForward 80 81", "StreamLocalBindMask 0027",
        "StreamLocalBindMask 9", "StreamLocalBindMask 1777", "StreamLocalBindUnlink yes", "ProxyJump a,b",
        "ProxyJump a:x", "ProxyJump a # c", "ProxyCommand nc %h \"%p\"", "ProxyCommand \"x", "ControlMaster autoask",
        "ControlMaster x", "ControlPath ~/%r@%h", "ControlPersist x", "ControlPersist 1m", "IdentityAgent none",
        "IdentityAgent $a-b", "IdentityAgent ${NO_SUCH_THING}", "IdentityAgent ~/a-%h", "BindInterface lo",
        "ConnectionAttempts 3", "ConnectionAttempts 0", "ConnectionAttempts x", "SyslogFacility x",
        "SyslogFacility local7", "IPQoS foo", "IPQoS af21 cs1", "IPQoS 0x10", "IPQoS af21 foo", "RekeyLimit 1",
        "RekeyLimit 1G 1h", "RekeyLimit default none", "RekeyLimit 1G x", "PubkeyAcceptedAlgorithms ssh-ed25519",
        "PubkeyAcceptedAlgorithms foo", "PubkeyAcceptedKeyTypes +ssh-rsa", "ForwardAgent yes", "ForwardAgent maybe",
        "ForwardX11 maybe", "Compression true", "Compression yes", "SetEnv A", "SetEnv A=b", "SendEnv A=b",
        "EscapeChar ab", "EscapeChar ^a", "FingerprintHash x", "FingerprintHash md5", "AddKeysToAgent x",
        "AddKeysToAgent confirm 5m", "AddKeysToAgent yes 5m", "AddKeysToAgent 1h", "Tunnel x", "TunnelDevice x",
        "TunnelDevice 1:any", "RequestTTY x", "RequestTTY force", "PermitRemoteOpen any b", "LogVerbose none a",
        "UpdateHostKeys x", "VerifyHostKeyDNS ask", "CanonicalizeMaxDots x", "ForkAfterAuthentication no",
        "VisualHostKey yes", "PermitLocalCommand yes", "LocalCommand \"x", "XAuthLocation x y", "Cipher foo bar",
        "CertificateFile", "CertificateFile x", "SetupTimeOut 3", "LogLevel", "IdentityFile ~/x ~/y",
        "CanonicalDomains a none", "RequiredRSASize x", "SecurityKeyProvider x", "GSSAPIKeyExchange x",
    ]

    @Test("agree on which command lines are good, on the decisive line and on the values of -G", arguments: wordLists)
    func commandLines(words: [String]) throws {
        try agree(words)
    }

    @Test("agree on options of -o", arguments: optionTexts)
    func options(option: String) throws {
        try agree(["-o", option, "h"])
    }

    private func agree(_ words: [String]) throws {
        let files = words.contains("-F") ? [] : ["-F", "none"]
        let ssh = try RealProgram.run("/usr/bin/ssh", ["-G"] + files + words)
        do {
            let request = try SSHArguments.parse(["-G"] + files + words, lookups: SSHArgumentsTests.lookups)
            guard case .dump(let arguments) = request else {
                Issue.record("something else is asked for")
                return
            }
            let dump = try Dump(arguments)
            #expect(ssh.status == 0, "ssh refuses it: \(ssh.errorLines)")
            dump.expectSame(as: ssh)
        } catch let error as any Diagnosable {
            let lines = (error as? CommandLineError)?.lines ?? error.summary.split(separator: "\n").map(String.init)
            if !lines.contains(where: { $0.contains("not supported") }) {
                #expect(ssh.status == error.exitStatus, "ssh takes it, we say \(lines)")
            }
            if let line = lines.last, !line.contains("not supported"), !line.contains("unknown key") {
                #expect(ssh.errorLines.contains(line), "ssh says \(ssh.errorLines)")
            }
            let showsUsage = (error as? CommandLineError)?.showsUsage ?? false
            #expect(showsUsage == ssh.errorLines.contains { $0.hasPrefix("usage:") })
        }
    }
}

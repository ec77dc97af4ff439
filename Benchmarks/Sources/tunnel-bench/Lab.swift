import CBenchLoad
import Glibc

/// The folder, keys, sshd and servers of one run. All of it is on 127.0.0.1 and goes with the process.
final class Lab {
    let settings: Settings
    /// A folder of its own, mode 0700.
    let folder: String
    /// The login name.
    let user: String
    /// Port of the sshd that is measured: it logs errors only.
    private(set) var sshd: UInt16 = 0
    /// Port of the same sshd with a log that names the algorithms.
    private(set) var talkativeSSHD: UInt16 = 0
    /// Ports of lines to that sshd with a round trip of 50 ms and of 100 ms.
    private(set) var sshdAt50: UInt16 = 0
    private(set) var sshdAt100: UInt16 = 0
    let echo: UInt16
    let source: UInt16
    /// A source of fewer bytes, for long lines.
    let farSource: UInt16
    let sink: UInt16

    init(_ settings: Settings) throws(BenchError) {
        self.settings = settings
        var template = Array("/tmp/tunnel-bench.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw BenchError("cannot make a temporary folder") }
        folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard let entry = getpwuid(getuid()) else { throw BenchError("the current user has no name") }
        user = String(cString: entry.pointee.pw_name)
        echo = bench_serve(BENCH_ECHO, 0)
        source = bench_serve(BENCH_SOURCE, settings.bytes)
        farSource = bench_serve(BENCH_SOURCE, settings.farBytes)
        sink = bench_serve(BENCH_SINK, 0)
        guard echo > 0, source > 0, farSource > 0, sink > 0 else { throw BenchError("cannot start the load servers") }
        try startSSHD()
    }

    /// Removes the folder.
    func close() {
        _ = Shell.run(["/bin/rm", "-rf", folder])
    }

    private func startSSHD() throws(BenchError) {
        // sshd started by root wants this folder; it is missing until a daemon has run.
        if getuid() == 0 { mkdir("/run/sshd", 0o755) }
        for name in ["user", "host"] {
            let words = ["/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "\(folder)/\(name)"]
            guard Shell.run(words) == 0 else { throw BenchError("ssh-keygen failed") }
        }
        for level in ["ERROR", "DEBUG1"] {
            let text = """
                HostKey \(folder)/host
                AuthorizedKeysFile \(folder)/user.pub
                PermitRootLogin prohibit-password
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                UsePAM no
                StrictModes no
                PidFile none
                LogLevel \(level)

                """
            try TextFile.write(text, to: "\(folder)/sshd_\(level)")
        }
        sshd = bench_serve_sshd("\(folder)/sshd_ERROR", "\(folder)/sshd.log")
        talkativeSSHD = bench_serve_sshd("\(folder)/sshd_DEBUG1", "\(folder)/sshd-talk.log")
        sshdAt50 = bench_delay(sshd, 50)
        sshdAt100 = bench_delay(sshd, 100)
        guard sshd > 0, talkativeSSHD > 0, sshdAt50 > 0, sshdAt100 > 0, let key = TextFile.read("\(folder)/host.pub")
        else {
            throw BenchError("cannot start sshd")
        }
        let lines = [sshd, talkativeSSHD, sshdAt50, sshdAt100].map { "[127.0.0.1]:\($0) \(key)" }
        try TextFile.write(lines.joined(), to: "\(folder)/known_hosts")
    }
}

import CBenchLoad
import Glibc

/// A contestant that runs, logged in and listening.
struct RunningTunnel: ~Copyable {
    let pid: pid_t
    /// Its local port.
    let port: UInt16
    /// The local port of a second forward; the same as `port` without one.
    let secondPort: UInt16

    /// Starts it and waits until it listens; `second` is the target of another forward, `options` are
    /// more words of the command line.
    init(
        _ contestant: Contestant, _ lab: Lab, target: UInt16, second: UInt16? = nil, sshd: UInt16? = nil,
        options: [String] = []
    ) throws(BenchError) {
        let first = bench_reserve_port()
        var forwards = [(local: first, target: target)]
        // The one that is waited for stays last: a program binds them in order.
        if let second { forwards.insert((local: bench_reserve_port(), target: second), at: 0) }
        port = first
        secondPort = forwards[0].local
        let log = lab.folder + "/tunnel.log"
        unlink(log)
        pid = Shell.start(contestant.words(lab, sshd: sshd ?? lab.sshd, forwards, options), log: log)
        guard pid > 0, bench_wait_listening(port, pid, 20) == 0 else {
            bench_end(pid)
            throw BenchError("\(contestant.rawValue) does not come up: \(TextFile.read(log) ?? "no output")")
        }
    }

    deinit { bench_end(pid) }

    /// Processor time so far, user and system, in seconds.
    var processorSeconds: Double {
        // Fields after the name in brackets: state is the first, utime the 12th, stime the 13th (proc(5)).
        let fields = TextFile.read("/proc/\(pid)/stat")?.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return .nan }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// How many descriptors it has open.
    var descriptorCount: Int {
        guard let folder = opendir("/proc/\(pid)/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Without the entries for the folder itself and its parent.
        return count - 2
    }

    /// Pss_Dirty in MB.
    var dirtyMegabytes: Double { kilobytes("Pss_Dirty:", in: "/proc/\(pid)/smaps_rollup") / 1_000 }

    /// RssAnon in MB.
    var anonymousMegabytes: Double { kilobytes("RssAnon:", in: "/proc/\(pid)/status") / 1_000 }

    /// The value as bytes divided by 1,000, from the kibibytes of /proc.
    private func kilobytes(_ name: String, in path: String) -> Double {
        let line = TextFile.read(path)?.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name) }
        let words = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }) ?? []
        return words.count > 1 ? (Double(words[1]) ?? .nan) * 1.024 : .nan
    }
}

import CBenchLoad
import Glibc

/// Measures tunnels side by side and prints the medians.
@main
enum TunnelBench {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        if words.contains("--help") { return print(Settings.help) }
        do {
            let program = realpath("/proc/self/exe", nil).map { String(cString: $0) } ?? ""
            try run(Settings(words, program: program))
        } catch {
            Progress.note("tunnel-bench: \(error)")
            exit(1)
        }
    }

    private static func run(_ settings: Settings) throws(BenchError) {
        bench_raise_descriptor_limit()
        let lab = try Lab(settings)
        defer { lab.close() }
        if let minutes = settings.soakMinutes { return try Soak(lab: lab, minutes: minutes).run() }
        let report = Report()
        let seconds = bench_download(lab.source, settings.bytes)
        report.printHead(lab, direct: Double(settings.bytes) / seconds / 1e6)
        for contestant in Contestant.allCases { report.printAlgorithms(try algorithms(contestant, lab), contestant) }
        var results = Results()
        for round in 1...settings.rounds {
            // In turns, so that a slow minute of the machine hits all alike.
            for contestant in Contestant.allCases {
                Progress.note("round \(round) of \(settings.rounds): \(contestant.rawValue)")
                try Measurement(lab: lab, contestant: contestant).run { results.add($1, $0, contestant) }
            }
        }
        report.printTable(results)
    }

    /// Cipher and MAC, as sshd's log names them.
    private static func algorithms(_ contestant: Contestant, _ lab: Lab) throws(BenchError) -> String {
        let log = lab.folder + "/sshd-talk.log"
        let old = TextFile.read(log)?.count ?? 0
        let tunnel = try RunningTunnel(contestant, lab, target: lab.echo, sshd: lab.talkativeSSHD)
        let lines = TextFile.read(log)?.dropFirst(old).split(whereSeparator: \.isNewline) ?? []
        _ = tunnel.port
        let line = lines.last { $0.contains("kex: server->client") }
        let words = line?.split(separator: ":").dropFirst(2).joined(separator: ":") ?? " unknown"
        return String(words.drop { $0 == " " }.prefix { $0 != "[" })
    }
}

/// The table and what one must know to read it.
struct Report {
    private let widths = (metric: 32, number: 14)

    /// The versions and the machine, before anything is measured.
    func printHead(_ lab: Lab, direct: Double) {
        let processors = TextFile.read("/proc/cpuinfo")?.split(whereSeparator: \.isNewline) ?? []
        let model = processors.first { $0.hasPrefix("model name") }?.split(separator: ":").last ?? " unknown"
        print("machine       \(processors.filter { $0.hasPrefix("processor") }.count) cores,\(model)")
        print("kernel        \(Shell.firstLine(["/bin/uname", "-sr"], in: lab))")
        print("ssh, sshd     \(Shell.firstLine(["/usr/bin/ssh", "-V"], in: lab))")
        print("libssh2       \(Shell.firstLine(["/usr/bin/env", "pkg-config", "--modversion", "libssh2"], in: lab))")
        print("sallyport     \(lab.settings.sallyport)")
        print("transfers     \(lab.settings.bytes) bytes, \(lab.settings.rounds) rounds, medians")
        print("no tunnel     \(Self.fixed(direct, 0)) MB/s between the load programs alone")
    }

    /// The algorithms that one contestant agreed on with sshd.
    func printAlgorithms(_ text: String, _ contestant: Contestant) {
        print(Self.pad(contestant.rawValue, 14, left: true) + text)
    }

    func printTable(_ results: Results) {
        let names = Contestant.allCases.map { Self.pad($0.rawValue, widths.number) }.joined()
        print(
            "\n" + Self.pad("", widths.metric, left: true) + names + Self.pad("sallyport/ssh", 16)
                + Self.pad("target", 16))
        for metric in Metric.allCases {
            var line = Self.pad(metric.rawValue, widths.metric, left: true)
            for contestant in Contestant.allCases {
                let number = results.median(metric, contestant).map { Self.fixed($0, metric.digits) }
                line += Self.pad(number ?? "", widths.number)
            }
            if let ratio = results.ratio(metric) {
                let isBetter = metric.isMoreBetter ? ratio > 1 : ratio < 1
                line += Self.pad(Self.fixed(ratio, 2), 16) + Self.pad(isBetter ? "better" : "", 8)
                line += Self.verdict(ratio, metric.target, isMoreBetter: metric.isMoreBetter)
            }
            print(line)
        }
        for metric in [Metric.downCost, .upCost] {
            guard let ratio = results.ratio(metric, to: .bare) else { continue }
            let verdict = Self.verdict(ratio, 1.05, isMoreBetter: false)
            print("\(metric.rawValue): sallyport/bare-libssh2 \(Self.fixed(ratio, 2)) \(verdict)")
        }
        print("\nssh aes-ctr is ssh with -c aes128-ctr -m hmac-sha2-256, sallyport's own algorithms.")
    }

    private static func verdict(_ ratio: Double, _ target: Double?, isMoreBetter: Bool) -> String {
        guard let target else { return "" }
        let isMet = isMoreBetter ? ratio >= target : ratio <= target
        return "  \(isMoreBetter ? "≥" : "≤") \(fixed(target, 2)) \(isMet ? "met" : "missed")"
    }

    static func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return left ? text + blanks : blanks + text
    }

    static func fixed(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite else { return "-" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let whole = Int((value * scale).rounded())
        guard digits > 0 else { return String(whole) }
        let text = String(repeating: "0", count: max(0, digits + 1 - String(whole).count)) + String(whole)
        return text.dropLast(digits) + "." + text.suffix(digits)
    }
}

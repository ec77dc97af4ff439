import CBenchLoad

/// One contestant's turn in one round.
struct Measurement {
    let lab: Lab
    let contestant: Contestant

    /// Measures all that applies and hands each number to `record`.
    func run(_ record: (Metric, Double) -> Void) throws(BenchError) {
        let parts = lab.settings.parts
        if parts.contains(.bulk) {
            try bulk(target: lab.source, speed: .down, cost: .downCost, record) { bench_download($0, $1) }
            try bulk(target: lab.sink, speed: .up, cost: .upCost, record) { bench_upload($0, $1) }
        }
        guard !contestant.isBulkOnly else { return }
        if parts.contains(.echo) { try latency(record) }
        if parts.contains(.connections) { try connections(record) }
        if parts.contains(.together) { try together(record) }
        if parts.contains(.bursts) { try bursts(record) }
        if parts.contains(.far) { try far(record) }
        if parts.contains(.memory) { try memory(record) }
    }

    private func bulk(
        target: UInt16, speed: Metric, cost: Metric, _ record: (Metric, Double) -> Void,
        _ transfer: (UInt16, UInt64) -> Double
    ) throws(BenchError) {
        let tunnel = try RunningTunnel(contestant, lab, target: target)
        let bytes = lab.settings.bytes
        let before = tunnel.processorSeconds
        let seconds = transfer(tunnel.port, bytes)
        guard seconds > 0 else { throw failure("bulk transfer") }
        record(speed, Double(bytes) / seconds / 1e6)
        record(cost, (tunnel.processorSeconds - before) / (Double(bytes) / 1e9))
    }

    private func latency(_ record: (Metric, Double) -> Void) throws(BenchError) {
        let tunnel = try RunningTunnel(contestant, lab, target: lab.echo)
        var micros = [Double](repeating: 0, count: lab.settings.echoes)
        guard bench_latency(tunnel.port, Int32(micros.count), &micros) == 0 else { throw failure("echo") }
        micros.sort()
        record(.median, micros[micros.count / 2])
        record(.tail, micros[micros.count * 99 / 100])
    }

    private func connections(_ record: (Metric, Double) -> Void) throws(BenchError) {
        let tunnel = try RunningTunnel(contestant, lab, target: lab.echo)
        let (alone, crowd) = lab.settings.connections
        for (metric, count, parallel) in [(Metric.alone, alone, 1), (.crowd, crowd, 32)] {
            let seconds = bench_connections(tunnel.port, Int32(count), Int32(parallel))
            guard seconds > 0 else { throw failure("connections, \(parallel) at a time") }
            record(metric, Double(count) / seconds)
        }
    }

    /// Several loads on one link at the same time.
    private func together(_ record: (Metric, Double) -> Void) throws(BenchError) {
        let tunnel = try RunningTunnel(contestant, lab, target: lab.echo, second: lab.source)
        let seconds = bench_download_twice(tunnel.secondPort, lab.settings.bytes)
        guard seconds > 0 else { throw failure("two bulk transfers") }
        record(.pair, Double(lab.settings.bytes) * 2 / seconds / 1e6)
        var micros = [Double](repeating: 0, count: lab.settings.besideEchoes)
        guard bench_latency_beside(tunnel.port, tunnel.secondPort, Int32(micros.count), &micros) == 0 else {
            throw failure("echo beside a bulk transfer")
        }
        record(.besideBulk, micros.sorted()[micros.count * 99 / 100])
    }

    /// Many connections at the same moment, over a long line: right after the login, and once the tunnel has carried
    /// a stream for two seconds, as it does for the rest of its life.
    private func bursts(_ record: (Metric, Double) -> Void) throws(BenchError) {
        let tunnel = try RunningTunnel(contestant, lab, target: lab.echo, sshd: lab.sshdAt50)
        record(.first, try burst(of: 6, times: 1, through: tunnel))
        var echoes = [Double](repeating: 0, count: 40)
        guard bench_latency(tunnel.port, Int32(echoes.count), &echoes) == 0 else { throw failure("echo") }
        record(.few, try burst(of: 6, times: lab.settings.bursts, through: tunnel))
        record(.many, try burst(of: 32, times: lab.settings.bursts, through: tunnel))
    }

    /// The median time to the first byte, in milliseconds.
    private func burst(of count: Int, times: Int, through tunnel: borrowing RunningTunnel) throws(BenchError) -> Double
    {
        var all: [Double] = []
        for _ in 0..<times {
            var micros = [Double](repeating: 0, count: count)
            guard bench_burst(tunnel.port, Int32(count), &micros) == 0 else { throw failure("\(count) at once") }
            all += micros
        }
        return all.sorted()[all.count / 2] / 1e3
    }

    /// One stream over a longer line.
    private func far(_ record: (Metric, Double) -> Void) throws(BenchError) {
        let bytes = lab.settings.farBytes
        for (metric, target) in [(Metric.farDown, lab.farSource), (.farUp, lab.sink)] {
            let tunnel = try RunningTunnel(contestant, lab, target: target, sshd: lab.sshdAt100)
            let seconds = metric == .farDown ? bench_download(tunnel.port, bytes) : bench_upload(tunnel.port, bytes)
            guard seconds > 0 else { throw failure("bulk transfer over a long line") }
            record(metric, Double(bytes) / seconds / 1e6)
        }
    }

    private func memory(_ record: (Metric, Double) -> Void) throws(BenchError) {
        let tunnel = try RunningTunnel(contestant, lab, target: lab.echo)
        record(.idleDirty, tunnel.dirtyMegabytes)
        record(.idleAnonymous, tunnel.anonymousMegabytes)
        var sockets = [Int32](repeating: -1, count: Int(lab.settings.streams))
        guard bench_open(tunnel.port, lab.settings.streams, &sockets) == 0 else { throw failure("500 streams") }
        record(.fullDirty, tunnel.dirtyMegabytes)
        record(.fullAnonymous, tunnel.anonymousMegabytes)
        bench_close(lab.settings.streams, sockets)
    }

    private func failure(_ what: String) -> BenchError {
        let log = TextFile.read(lab.folder + "/tunnel.log") ?? ""
        return BenchError("\(contestant.rawValue): \(what) failed. \(log)")
    }
}

import CBenchLoad
import Glibc

/// Loads one tunnel of the program under test for a long time and prints a line for each pass, so that memory or
/// descriptors that only grow are seen.
struct Soak {
    let lab: Lab
    /// How long to go on.
    let minutes: Int

    func run() throws(BenchError) {
        // One tunnel must serve all loads, so it ends at the echo server, which takes any amount of bytes.
        let tunnel = try RunningTunnel(.sallyport, lab, target: lab.echo)
        let end = time(nil) + minutes * 60
        var pass = 0
        print("pass  connections/s  Pss_Dirty MB  RssAnon MB  descriptors  CPU s")
        repeat {
            pass += 1
            let count = lab.settings.connections.crowd
            let seconds = bench_connections(tunnel.port, Int32(count), 32)
            var sockets = [Int32](repeating: -1, count: Int(lab.settings.streams))
            guard seconds > 0, bench_open(tunnel.port, lab.settings.streams, &sockets) == 0 else {
                let log = TextFile.read(lab.folder + "/tunnel.log") ?? ""
                throw BenchError("pass \(pass) failed. \(log)")
            }
            bench_close(lab.settings.streams, sockets)
            var micros = [Double](repeating: 0, count: lab.settings.echoes)
            guard bench_latency(tunnel.port, Int32(micros.count), &micros) == 0 else {
                throw BenchError("pass \(pass): the echo failed")
            }
            let columns = [
                Report.fixed(Double(count) / seconds, 0), Report.fixed(tunnel.dirtyMegabytes, 2),
                Report.fixed(tunnel.anonymousMegabytes, 2), String(tunnel.descriptorCount),
                Report.fixed(tunnel.processorSeconds, 1),
            ]
            let widths = [15, 14, 12, 13, 7]
            print(Report.pad(String(pass), 4) + zip(columns, widths).map { Report.pad($0, $1) }.joined())
            fflush(nil)
        } while time(nil) < end
    }
}

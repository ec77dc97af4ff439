import Glibc

/// What to measure and how long, from the command line and the environment.
struct Settings {
    /// Bytes of each bulk transfer.
    var bytes: UInt64 = 1_000_000_000
    /// Bytes of each bulk transfer over a long line.
    var farBytes: UInt64 = 100_000_000
    /// Bursts of 6 and of 32 connections over a long line.
    var bursts = 5
    /// Echo round trips beside a bulk transfer.
    var besideEchoes = 1_000
    /// How often everything is repeated; medians are printed.
    var rounds = 3
    /// Echo round trips of one latency measurement.
    var echoes = 5_000
    /// Connections of one measurement, one at a time and 32 at a time.
    var connections = (alone: 400, crowd: 1_600)
    /// Streams that are held open while memory is read.
    var streams: Int32 = 500
    /// What is measured; all of it by default.
    var parts = Set(Part.allCases)
    /// Minutes to soak instead of measuring, nil to measure.
    var soakMinutes: Int?
    /// The program under test.
    var sallyport: String
    /// Where bare-libssh2 is: beside this program.
    var bare: String

    static let help = """
        usage: tunnel-bench [--quick] [--rounds N] [--only PART,...] [--soak MINUTES]

        Measures ssh -L, sallyport -L and the least libssh2 program in turns, through the same sshd on this machine.

          --quick      64 MB, one round: a smoke run, its numbers mean little
          --rounds N   how often everything is repeated (default 3); medians are printed
          --only PART,...
                       measure these parts only: bulk, echo, connections, together, bursts, far, memory
          --soak MINUTES
                       load one sallyport tunnel for so long, and print its memory and descriptors after each pass

        environment:
          SALLYPORT    path of the program under test (default: ../.build/release/sallyport, seen from Benchmarks)
          BENCH_BYTES  bytes of each bulk transfer (default 1000000000)
        """

    /// Reads the words after the program's name; throws what is wrong with them.
    init(_ words: [String], program: String) throws(BenchError) {
        let folder = program.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        bare = folder + "/bare-libssh2"
        sallyport = getenv("SALLYPORT").map { String(cString: $0) } ?? "../.build/release/sallyport"
        var left = words[...]
        while let word = left.popFirst() {
            switch word {
            case "--quick":
                bytes = 64_000_000
                farBytes = 10_000_000
                bursts = 1
                besideEchoes = 100
                rounds = 1
                echoes = 1_000
                connections = (100, 320)
            case "--rounds":
                guard let number = left.popFirst().flatMap({ Int($0) }), number > 0 else {
                    throw BenchError("--rounds wants a number above 0")
                }
                rounds = number
            case "--only":
                parts = try Self.parts(left.popFirst() ?? "")
            case "--soak":
                guard let number = left.popFirst().flatMap({ Int($0) }), number > 0 else {
                    throw BenchError("--soak wants a number of minutes above 0")
                }
                soakMinutes = number
            default: throw BenchError("unknown option \(word); --help lists them")
            }
        }
        if let text = getenv("BENCH_BYTES").map({ String(cString: $0) }) {
            guard let number = UInt64(text), number > 0 else { throw BenchError("BENCH_BYTES wants a number above 0") }
            bytes = number
        }
        sallyport = try Self.absolute(sallyport, "build it with `make build`, or set SALLYPORT")
        bare = try Self.absolute(bare, "build all of this package")
    }

    private static func parts(_ list: String) throws(BenchError) -> Set<Part> {
        var parts = Set<Part>()
        for name in list.split(separator: ",", omittingEmptySubsequences: false) {
            guard let part = Part(rawValue: String(name)) else { throw BenchError("--only: there is no part \(name)") }
            parts.insert(part)
        }
        return parts
    }

    private static func absolute(_ path: String, _ advice: String) throws(BenchError) -> String {
        guard access(path, X_OK) == 0, let full = realpath(path, nil) else {
            throw BenchError("there is no program \(path): \(advice)")
        }
        defer { free(full) }
        return String(cString: full)
    }
}

import CommandSupport
import Testing

@Suite("The argument reader")
struct ArgumentReaderTests {
    @Test("reads joined and separate arguments, joined letters, and stops at the first word")
    func steps() {
        var reader = ArgumentReader(["-Np22", "-oKey=V", "-o", "Key V", "-vv", "host", "-q"])
        let expected: [ArgumentReader.Step] = [
            .option("N", nil), .option("p", "22"), .option("o", "Key=V"), .option("o", "Key V"), .option("v", nil),
            .option("v", nil), .end(terminated: false),
        ]
        for step in expected { #expect(reader.next() == step) }
        #expect(reader.nextWord() == "host")
        #expect(reader.next() == .option("q", nil))
        #expect(reader.next() == .end(terminated: false))
    }

    @Test("knows --, a lone -, unknown letters and missing arguments")
    func corners() {
        var dashes = ArgumentReader(["--", "-v"])
        #expect(dashes.next() == .end(terminated: true) && dashes.remaining == ["-v"])
        var lone = ArgumentReader(["-"])
        #expect(lone.next() == .end(terminated: false) && lone.nextWord() == "-")
        var unknown = ArgumentReader(["-Nz", "--long"])
        #expect(unknown.next() == .option("N", nil) && unknown.next() == .unknown("z"))
        #expect(unknown.next() == .unknown("-"))
        var missing = ArgumentReader(["-vL"])
        #expect(missing.next() == .option("v", nil) && missing.next() == .missingArgument("L"))
        var empty = ArgumentReader(["-p", ""])
        #expect(empty.next() == .option("p", ""))
    }
}

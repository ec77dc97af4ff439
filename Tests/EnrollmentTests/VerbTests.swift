import Enrollment
import TestSupport
import Testing
import TunnelModel

@Suite("The verbs of the forced command")
struct VerbTests {
    private func words(_ body: () throws(VerbError) -> Void) -> String {
        do {
            try body()
            return "accepted"
        } catch {
            return error.summary
        }
    }

    @Test("are read for each role")
    func accepted() throws {
        #expect(try DeviceVerb(command: "hello") == .hello)
        #expect(try DeviceVerb(command: "bound?") == .bound)
        #expect(try EnrolleeVerb(command: "enroll") == .enroll)
        let rtsp = try DeviceService("cam-42:rtsp")
        let commands: [(String, OperatorVerb)] = [
            ("list", .list(.text)), ("list --json", .list(.json)), ("resolve cam-42:rtsp", .resolve(rtsp, .text)),
            ("resolve cam-42:rtsp --json", .resolve(rtsp, .json)), ("open cam-42:rtsp", .open(rtsp)),
            ("whoami", .whoami(.text)), ("whoami --json", .whoami(.json)), ("why cam-42:rtsp", .why(rtsp, .text)),
            ("why cam-42:rtsp --json", .why(rtsp, .json)),
        ]
        for (command, verb) in commands {
            #expect(try OperatorVerb(command: command) == verb)
            #expect(verb.command == command)
        }
    }

    @Test("of one role are unknown to the others")
    func closed() throws {
        for role in Role.allCases {
            for verb in Role.allCases.filter({ $0 != role }).flatMap(\.verbs) {
                #expect(throws: VerbError.unknown(try PlainText(verb), role: role)) {
                    switch role {
                    case .device: _ = try DeviceVerb(command: verb)
                    case .operator: _ = try OperatorVerb(command: verb)
                    case .enroll: _ = try EnrolleeVerb(command: verb)
                    }
                }
            }
        }
    }

    @Test(
        "refuse everything else in one line",
        arguments: [
            (nil, "no shell here: this key is for sallyport only"),
            ("", "no shell here: this key is for sallyport only"),
            ("sh -c id", "unknown command 'sh' for a device"),
            ("/usr/lib/openssh/sftp-server", "unknown command '/usr/lib/openssh/sftp-server' for a device"),
            ("hello 42", "usage: hello"), ("hello ", "words are separated by one blank each"),
            (" hello", "words are separated by one blank each"), ("HELLO", "unknown command 'HELLO' for a device"),
            ("hello\n", "a character that no command has, at position 6"),
            ("hello\u{0}", "a character that no command has, at position 6"),
            ("\u{1B}[2Jhello", "a character that no command has, at position 1"),
            ("hellö", "a character that no command has, at position 5"),
            ("hello;id", "unknown command 'hello;id' for a device"),
            (String(repeating: "x", count: 1_025), "a command of 1025 bytes is too long"),
            (String(repeating: "x", count: 100_000), "a command of 100000 bytes is too long"),
        ] as [(String?, String)])
    func refused(command: String?, expected: String) {
        #expect(words { () throws(VerbError) in _ = try DeviceVerb(command: command) } == expected)
    }

    @Test(
        "of operators check their arguments",
        arguments: [
            ("open", "usage: open DEVICE:SERVICE"), ("open cam-42:rtsp --json", "usage: open DEVICE:SERVICE"),
            ("open a:b c", "usage: open DEVICE:SERVICE"), ("resolve", "usage: resolve DEVICE:SERVICE [--json]"),
            ("resolve --json", "usage: resolve DEVICE:SERVICE [--json]"),
            ("list cam-42", "usage: list [--json]"), ("list --json --json", "usage: list [--json]"),
            ("open cam-42", "open: bad DEVICE:SERVICE 'cam-42': write it as cam-42:rtsp"),
            ("why Cam:rtsp", "why: bad device name 'Cam': only a-z, 0-9 and -._ are allowed"),
            ("resolve cam:", "resolve: bad service name '': it is empty"),
            ("open ../x:y", "open: bad device name '../x': only a-z, 0-9 and -._ are allowed"),
        ])
    func arguments(command: String, expected: String) {
        #expect(words { () throws(VerbError) in _ = try OperatorVerb(command: command) } == expected)
    }

    @Test("exit with 64 and tell what there is")
    func advice() {
        do {
            _ = try OperatorVerb(command: "ls")
            Issue.record("accepted")
        } catch {
            #expect(error.advice == "commands: list, resolve, open, whoami, why")
            #expect(error.exitStatus == 64)
        }
    }

    @Test("never fall over random commands")
    func fuzz() {
        var dice = SplitMix(state: 8)
        let pieces = ["open", "why", " ", ":", "cam", "--json", "\n", "é", "-", ".", "list", "x"]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0..<6, using: &dice)).compactMap { _ in pieces.randomElement(using: &dice) }
            guard let verb = try? OperatorVerb(command: text.joined()) else { continue }
            #expect(verb.command == text.joined())
        }
    }
}

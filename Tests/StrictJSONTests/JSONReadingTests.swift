import StrictJSON
import Testing

@Suite("Reading JSON")
struct JSONReadingTests {
    private func read(_ text: String, limits: JSONLimits = .line) throws(JSONFault) -> JSONValue {
        try JSONValue(parsing: text.utf8, limits: limits)
    }

    @Test(
        "gives the value of what RFC 8259 allows",
        arguments: [
            ("null", JSONValue.null), (" true\n", .bool(true)), ("false", .bool(false)),
            ("0", .integer(0)), ("-0", .integer(0)), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .decimal("9223372036854775808")),
            ("99999999999999999999999", .decimal("99999999999999999999999")),
            ("1.0", .decimal("1.0")), ("-1e+9", .decimal("-1e+9")), ("0E-0", .decimal("0E-0")),
            (#""""#, .string("")), (#""a\/\"\\\b\f\n\r\t""#, .string("a/\"\\\u{8}\u{C}\n\r\t")),
            (#""\u0041\u00e9\ud83d\uDE00\u0000""#, .string("Aé😀\u{0}")), (#""é😀""#, .string("é😀")),
            ("[]", .array([])), ("[1 , [null]]", .array([.integer(1), .array([.null])])),
            ("{}", .object(JSONObject())),
        ])
    func values(text: String, value: JSONValue) throws {
        #expect(try read(text) == value)
    }

    @Test("keeps the members of an object in their order and finds them by key")
    func members() throws {
        guard case .object(let object) = try read(#"{"b":1, "a":{"b":2}}"#) else {
            Issue.record("no object")
            return
        }
        #expect(object.members.map(\.key) == ["b", "a"])
        #expect(object["b"] == .integer(1))
        #expect(object["c"] == nil)
    }

    @Test(
        "tells what is wrong and at which byte",
        arguments: [
            ("", "the JSON ends too early at byte 1"),
            ("  ", "the JSON ends too early at byte 3"),
            ("nul", "the JSON ends too early at byte 4"),
            ("nulx", "null is due at byte 4"),
            ("{} x", "something follows the JSON value at byte 4"),
            ("1 2", "something follows the JSON value at byte 3"),
            ("01", "a number without leading 0 is due at byte 2"),
            ("-", "the JSON ends too early at byte 2"),
            ("+1", "a value is due at byte 1"),
            ("1.", "the JSON ends too early at byte 3"),
            (".5", "a value is due at byte 1"),
            ("1.x", "a digit is due at byte 3"),
            ("1e", "the JSON ends too early at byte 3"),
            ("NaN", "a value is due at byte 1"),
            ("[1,]", "a value is due at byte 4"),
            ("[1 2]", "a comma or ] is due at byte 4"),
            ("{\"a\":1,}", "a key is due at byte 8"),
            ("{a:1}", "a key is due at byte 2"),
            ("{\"a\" 1}", "a colon is due at byte 6"),
            (#"{"a":1,"a":2}"#, "the key a is there twice at byte 8"),
            (#"{"a":1,"\u0061":2}"#, "the key a is there twice at byte 8"),
            ("\"a\nb\"", "control character in a string at byte 3"),
            ("\"a", "the JSON ends too early at byte 3"),
            (#""\x""#, "unknown escape in a string at byte 3"),
            (#""\u12g4""#, "unknown escape in a string at byte 6"),
            (#""\u12"#, "the JSON ends too early at byte 6"),
            (#""\ud83d""#, "half of a surrogate pair in a string at byte 3"),
            (#""\ud83d\u0041""#, "half of a surrogate pair in a string at byte 3"),
            (#""\ude00""#, "half of a surrogate pair in a string at byte 3"),
            ("/* c */ 1", "a value is due at byte 1"), ("'a'", "a value is due at byte 1"),
            ("\u{FEFF}1", "a value is due at byte 1"), ("\u{A0}1", "a value is due at byte 1"),
        ])
    func faults(text: String, words: String) {
        #expect(throws: JSONFault.self) { try read(text) }
        do { _ = try read(text) } catch { #expect(error.description == words) }
    }

    @Test(
        "refuses strings that are not UTF-8",
        arguments: [
            [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x80],
        ] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        for escape in [[], Array(#"\n"#.utf8)] {
            #expect(throws: JSONFault(.notUTF8, .byte(1))) {
                try JSONValue(parsing: Array("\"".utf8) + escape + bytes + Array("\"".utf8))
            }
        }
    }

    @Test("stops at 16 arrays within each other, and at 64 KiB")
    func limits() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try read(nested(16))
        #expect(throws: JSONFault(.tooDeep(limit: 16), .byte(17))) { try read(nested(17)) }
        #expect(throws: JSONFault(.tooDeep(limit: 16), .byte(17))) { try read(String(repeating: "[", count: 60_000)) }
        let longest = "\"" + String(repeating: "a", count: 65_534) + "\""
        _ = try read(longest)
        #expect(throws: JSONFault(.tooLong(limit: 65_536), .byte(65_537))) { try read(longest + " ") }
    }

    @Test("finds a key that is there twice among thousands, without comparing each with each")
    func manyKeys() throws {
        let members = (0..<7_000).map { "\"\($0)\":0" }.joined(separator: ",")
        guard case .object(let object) = try read("{" + members + "}") else {
            Issue.record("no object")
            return
        }
        #expect(object["6999"] == .integer(0))
        #expect(throws: JSONFault.self) { try read("{" + members + ",\"17\":0}") }
    }

    @Test("tells of a key with terminal escapes in printable ASCII only")
    func printable() {
        let fault = JSONFault(.duplicateKey("\u{1B}[2Jé" + String(repeating: "x", count: 100)), .byte(1))
        #expect(fault.description.hasPrefix(#"the key \u{1b}[2J\u{e9}xxx"#))
        #expect(fault.description.hasSuffix("x... is there twice at byte 1"))
        #expect(fault.description.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
    }
}

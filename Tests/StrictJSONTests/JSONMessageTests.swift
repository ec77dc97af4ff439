import StrictJSON
import Testing

@Suite("A message of one line")
struct JSONMessageTests {
    struct Greeting: JSONMessage, Hashable {
        static let version = 2
        var name: String
        var mood: String?
    }

    private func read(_ text: String) throws(JSONFault) -> Greeting { try Greeting(line: text.utf8) }

    @Test("starts with its version and ends with a newline")
    func writes() throws {
        #expect(try Greeting(name: "a").line() == Array("{\"v\":2,\"name\":\"a\"}\n".utf8))
        #expect(try Greeting(line: Greeting(name: "a").line()) == Greeting(name: "a"))
    }

    @Test("of our version or an older one has no unknown keys, of a newer one it may")
    func versions() throws {
        #expect(try read(#"{"v":1,"name":"a"}"#) == Greeting(name: "a"))
        #expect(throws: JSONFault(.unknownKey, .path("x"))) { try read(#"{"v":1,"name":"a","x":1}"#) }
        #expect(throws: JSONFault(.unknownKey, .path("x"))) { try read(#"{"v":2,"name":"a","x":1}"#) }
        #expect(try read(#"{"v":3,"name":"a","x":1}"#) == Greeting(name: "a"))
        #expect(throws: JSONFault(.missing, .path("name"))) { try read(#"{"v":3,"x":1}"#) }
    }

    @Test(
        "without a version that can be is refused",
        arguments: [
            (#"{"name":"a"}"#, "v: missing"), (#"{"v":0,"name":"a"}"#, "v: the number is out of range"),
            (#"{"v":"1","name":"a"}"#, "v: an integer is due, not a string"),
            (#"{"v":1.5,"name":"a"}"#, "v: an integer is due, not a number that is no 64-bit integer"),
            (#"{"v":null,"name":"a"}"#, "v: an integer is due, not null"),
            ("[]", "an object is due, not an array"),
        ])
    func refused(text: String, words: String) {
        do {
            _ = try read(text)
            Issue.record("accepted")
        } catch {
            #expect(error.description == words)
        }
    }

    @Test("that would not fit a line is not written")
    func tooLong() throws {
        let fits = Greeting(name: String(repeating: "a", count: 65_536 - 17))
        #expect(try fits.line().count == 65_537)
        #expect(throws: JSONFault(.tooLong(limit: 65_536), .path(""))) { try Greeting(name: fits.name + "a").line() }
    }
}

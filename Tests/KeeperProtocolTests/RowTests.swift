import Enrollment
import KeeperProtocol
import StrictJSON
import TestSupport
import Testing
import TunnelModel

@Suite("Rows of a list")
struct RowTests {
    private typealias Reply = DeviceList.Reply

    private func devices() throws -> [DeviceRecord] {
        let full = try Examples.device()
        var bare = full
        (bare.since, bare.lastSeen, bare.lastEnd, bare.from, bare.agent) = (nil, nil, nil, nil, nil)
        (bare.labels, bare.services) = ([], [])
        var strange = full
        strange.lastEnd = try PlainText("a \"b\" \\ ü 😀")
        strange.cloneSince = try Examples.time()
        strange.services += strange.services
        strange.labels += [try Label("x")]
        return [full, bare, strange]
    }

    @Test("are written to the byte as Codable writes them, and read as it reads them")
    func same() throws {
        for device in try devices() {
            let reply = Reply.item(device)
            #expect(try reply.line() == reply.encodedLine())
            #expect(try Reply(line: reply.line()) == reply)
            #expect(try Reply.read(JSONValue(parsing: reply.line())) == reply)
        }
    }

    @Test("are refused with the same words as by Codable, whatever is changed in them")
    func mutations() throws {
        func outcome(_ body: () throws(JSONFault) -> Reply) -> Result<Reply, JSONFault> {
            do { return .success(try body()) } catch { return .failure(error) }
        }
        var dice = SplitMix(state: 9)
        let lines = try devices().map { try Reply.item($0).line() }
        for _ in 0..<6_000 {
            guard var line = lines.randomElement(using: &dice) else { continue }
            let place = Int.random(in: 0..<line.count, using: &dice)
            switch Int.random(in: 0..<3, using: &dice) {
            case 0: line[place] = UInt8.random(in: 0x20..<0x7F, using: &dice)
            case 1: line.remove(at: place)
            default: line.insert(UInt8(ascii: "1"), at: place)
            }
            let short = outcome { () throws(JSONFault) in try Reply(line: line) }
            let long = outcome { () throws(JSONFault) in try Reply.read(JSONValue(parsing: line)) }
            #expect(short == long)
        }
    }

    @Test("with members in another order, unknown or null ones are read or refused as ever")
    func others() throws {
        let line = String(decoding: try Reply.item(Examples.device()).line(), as: UTF8.self)
        let swapped = line.replacing(#""id":42,"name":"cam-42""#, with: #""name":"cam-42","id":42"#)
        #expect(try Reply(line: swapped.utf8) == .item(Examples.device()))
        let null = line.replacing(#""agent":"1.0""#, with: #""agent":null"#)
        var device = try Examples.device()
        device.agent = nil
        #expect(try Reply(line: null.utf8) == .item(device))
        let unknown = line.replacing(#""id":42"#, with: #""id":42,"x":1"#)
        #expect(throws: JSONFault(.unknownKey, .path("item.x"))) { try Reply(line: unknown.utf8) }
        let newer = unknown.replacing(#"{"v":1"#, with: #"{"v":2"#)
        #expect(try Reply(line: newer.utf8) == .item(Examples.device()))
    }
}

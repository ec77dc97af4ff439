import StrictJSON
import TestSupport
import Testing

@Suite("Cutting bytes into lines")
struct LineSplitterTests {
    @Test("gives the same lines however the bytes come")
    func pieces() throws {
        let text = "one\n\ntwo\nthree"
        var dice = SplitMix(state: 5)
        for _ in 0..<200 {
            var splitter = LineSplitter(limit: 8)
            var lines: [String] = []
            var left = Array(text.utf8)[...]
            while !left.isEmpty {
                let part = left.prefix(.random(in: 1...6, using: &dice))
                left = left.dropFirst(part.count)
                splitter.append(Array(part)[...])
                while let line = try splitter.nextLine() { lines.append(String(decoding: line, as: UTF8.self)) }
            }
            #expect(lines == ["one", "", "two"])
            #expect(splitter.rest == Array("three".utf8))
        }
    }

    @Test("refuses a line beyond the limit, whole or not, but not one that just fits")
    func limit() throws {
        var splitter = LineSplitter(limit: 4)
        splitter.append(Array("1234\n".utf8)[...])
        #expect(try splitter.nextLine() == Array("1234".utf8))
        splitter.append(Array("1234".utf8)[...])
        #expect(try splitter.nextLine() == nil)
        splitter.append(Array("5".utf8)[...])
        #expect(throws: JSONFault(.tooLong(limit: 4), .byte(5))) { try splitter.nextLine() }
        var whole = LineSplitter(limit: 4)
        whole.append(Array("12345\n".utf8)[...])
        #expect(throws: JSONFault.self) { try whole.nextLine() }
    }
}

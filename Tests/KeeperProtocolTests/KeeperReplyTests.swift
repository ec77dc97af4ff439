import Enrollment
import KeeperProtocol
import StrictJSON
import TestSupport
import Testing
import TunnelModel

@Suite("An answer of the keeper")
struct KeeperReplyTests {
    private func check<Question: KeeperQuestion>(_ question: Question.Type, _ item: Question.Item) throws {
        let line = try Question.Reply.item(item).line()
        #expect(try Question.Reply(line: line) == .item(item))
    }

    private func check<Question: KeeperQuestion>(_ question: Question.Type, end: Question.End) throws {
        let line = try Question.Reply.ok(end).line()
        #expect(try Question.Reply(line: line) == .ok(end))
    }

    @Test("is many lines of items and one end")
    func list() throws {
        let item = DeviceList.Reply.item(try Examples.device())
        #expect(
            String(decoding: try item.line(), as: UTF8.self)
                == #"{"v":1,"item":{"id":42,"name":"cam-42","address":"127.64.0.42","standing":"accepted","#
                + #""isOnline":true,"since":"2026-01-02T03:04:05Z","lastSeen":"2026-01-02T03:04:05Z","#
                + #""lastEnd":"timed out","from":"192.0.2.1","agent":"1.0","labels":["site=berlin"],"#
                + #""services":[{"name":"rtsp","target":"127.0.0.1:554","port":20554,"isOffered":true}]}}"# + "\n")
        #expect(!item.isEnd)
        let end = DeviceList.Reply.ok(ItemCount(count: 1))
        #expect(String(decoding: try end.line(), as: UTF8.self) == #"{"v":1,"ok":{"count":1}}"# + "\n")
        #expect(end.isEnd)
        #expect(DeviceList.Reply.refused(Refusal(.storage, "the disk is full")).isEnd)
    }

    @Test("is read back as it was written")
    func roundTrip() throws {
        let device = try Examples.device()
        let time = try Examples.time()
        let session = SessionRecord(monitor: 4711, since: time, from: nil, hasSaidHello: true)
        try check(DeviceList.self, device)
        try check(DeviceNames.self, device.name)
        try check(
            DeviceShow.self,
            end: DeviceDetail(
                device: device, created: time, key: try Examples.key(), facts: MachineFacts(), sessions: [session]))
        for record in try Examples.exportRecords() { try check(ExportRequest.self, record) }
        let token = TokenRecord(
            id: try Examples.id(19), naming: .device(device.name), uses: 1, usesLeft: 1, created: time,
            createdBy: try PlainText("root"), expires: time)
        try check(TokenList.self, token)
        try check(TokenCreate.self, end: TokenCreated(token: token, word: TokenWord(Secret("sp1_x"))))
        try check(
            AuditQuery.self,
            AuditRecord(
                number: 1, time: time, actor: try PlainText("root"), verb: try PlainText("device-revoked"),
                device: device.name))
        try check(
            GrantList.self,
            GrantRecord(
                id: try Examples.id(5), to: .group(try GroupName("ops")), target: .device(device.name), services: [],
                created: time, createdBy: try PlainText("root")))
        try check(
            OperatorList.self,
            OperatorRecord(
                id: try Examples.id(7), name: try Examples.ann(), isRevoked: false, groups: [],
                keys: [try Examples.key().fingerprint], created: time, sessions: 0))
        try check(
            SessionOpen.self, end: OpenedRelay(relay: 1, address: try DeviceAddress(index: 42), port: 20554))
        try check(SessionResolve.self, end: try route())
    }

    private func route() throws -> ServiceRoute {
        ServiceRoute(
            service: try Examples.service(), address: try DeviceAddress(index: 42), port: 20554, isOnline: true,
            isPermitted: false, until: try Examples.time())
    }

    @Test("with a token prints a mask")
    func mask() {
        let word = TokenWord(Secret("sp1_secret"))
        var dumped = ""
        dump(word, to: &dumped)
        #expect(!"\(word) \(String(reflecting: word)) \(dumped)".contains("sp1_"))
        #expect(word.text.reveal() == "sp1_secret")
    }

    @Test("carries a key's line in pieces, however long it is")
    func pieces() throws {
        let permits = try (1...4_096).map { ServicePermit(address: try DeviceAddress(index: $0), port: 20554) }
        let command = try ForcedCommand(program: "/srv/é/sallyport-bastion")
        let long = try AuthorizedKeysLine(
            key: Examples.key(), rights: .operator(Examples.id(7), permits: permits, until: nil), command: command)
        #expect(long.text.utf8.count > 100_000)
        for line in ["", "x", long.text, String(repeating: "é", count: 40_000)] {
            let pieces = KeyLinePiece.pieces(of: line)
            let read = try pieces.map { piece in
                let reply = try AuthorizedKeysRequest.Reply(line: AuthorizedKeysRequest.Reply.item(piece).line())
                guard case .item(let item) = reply else { throw RigError("no item") }
                return item.text
            }
            #expect(read.joined() == line)
        }
        for text in [#"a\nssh-ed25519 AAAA"#, "", #"a\u0000"#] {
            #expect(throws: JSONFault.self) {
                try StrictDecoder().decode(KeyLinePiece.self, from: "{\"text\":\"\(text)\"}".utf8)
            }
        }
    }
}

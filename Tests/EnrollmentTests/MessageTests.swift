import Enrollment
import StrictJSON
import Testing
import TunnelModel

@Suite("The messages of enrollment")
struct MessageTests {
    private func text(_ message: some JSONMessage) throws -> String {
        String(decoding: try message.line(), as: UTF8.self)
    }

    private func hello() throws -> Hello {
        Hello(
            agent: try PlainText("1.0"), bootID: try PlainText("b-1"),
            services: [OfferedService(name: try ServiceName("rtsp"), target: try HostPort("127.0.0.1:554"))],
            facts: MachineFacts(hostName: try PlainText("cam")), lastEnd: try PlainText("timed out"))
    }

    @Test("keep their spelling")
    func golden() throws {
        #expect(
            try text(hello()) == #"{"v":1,"agent":"1.0","bootID":"b-1","services":[{"name":"rtsp","#
                + #""target":"127.0.0.1:554"}],"facts":{"hostName":"cam"},"lastEnd":"timed out"}"# + "\n")
        let pending = Answer<HelloReply>.ok(.pending(retryAfter: TimeSpan(seconds: 300)))
        #expect(try text(pending) == #"{"v":1,"ok":{"state":"pending","retryAfter":"5m"}}"# + "\n")
        let refused = Answer<HelloReply>.refused(Refusal(.revoked, "cam-42 was revoked", advice: "enroll it anew"))
        #expect(
            try text(refused)
                == #"{"v":1,"error":{"code":"revoked","message":"cam-42 was revoked","hint":"enroll it anew"}}"# + "\n")
        #expect(try text(BoundQuestion(services: [ServiceName("rtsp")])) == #"{"v":1,"services":["rtsp"]}"# + "\n")
    }

    @Test("are read back as they were written")
    func roundTrip() throws {
        func check<M: JSONMessage & Hashable>(_ message: M) throws {
            #expect(try M(line: message.line()) == message)
        }
        try check(hello())
        let rtsp = try ServiceName("rtsp")
        let welcome = Welcome(
            device: try DeviceName("cam-42"), address: try DeviceAddress(index: 42),
            ports: [ServicePort(service: rtsp, port: 20554)], whereabouts: try Samples.whereabouts(), endedSessions: 1,
            notice: try PlainText("another machine uses this key"))
        try check(Answer<HelloReply>.ok(.accepted(welcome)))
        try check(Answer<BoundReply>.ok(BoundReply(bound: [rtsp], missing: [])))
        try check(
            EnrollRequest(
                key: try Samples.key(), hostKey: try Samples.key("host_ed25519").fingerprint,
                signature: try #require(KeySignature(bytes: Array(0..<64))), name: try DeviceName("cam-42"),
                agent: try PlainText("1.0")))
        try check(
            Answer<EnrollReply>.ok(
                EnrollReply(
                    role: .operator, name: try PlainText("ann"), isPending: false,
                    whereabouts: try Samples.whereabouts())))
        try check(ReplyLine<ServicePort, Done>.item(ServicePort(service: rtsp, port: 1)))
        try check(ReplyLine<ServicePort, Done>.ok(Done()))
    }

    @Test(
        "say what is wrong in a hello",
        arguments: [
            (
                #""services":[{"name":"a","target":"h:1"},{"name":"a","target":"h:2"}],"facts":{}"#,
                "services: a service name is there twice"
            ),
            (
                #""services":[{"name":"A","target":"h:1"}],"facts":{}"#,
                "services[0].name: bad service name 'A': only a-z, 0-9 and -._ are allowed"
            ),
            (
                #""services":[{"name":"a","target":"h"}],"facts":{}"#,
                "services[0].target: bad address 'h': write it as HOST:PORT"
            ),
            (
                #""services":[],"facts":{"hostName":"a\u001b[2J"}"#,
                "facts.hostName: bad text 'a?[2J': the character U+001B in it is not allowed"
            ),
            (#""services":[],"facts":{"hostname":"a"}"#, "facts.hostname: unknown key"),
            (#""services":[],"facts":{},"admin":true"#, "admin: unknown key"),
        ])
    func faults(members: String, words: String) {
        do {
            _ = try Hello(line: (#"{"v":1,"agent":"1","bootID":"b","# + members + "}").utf8)
            Issue.record("accepted")
        } catch {
            #expect(error.description == words)
        }
    }

    @Test("take at most 256 services, which fit a line at their longest")
    func manyServices() throws {
        var hello = try hello()
        func services(_ count: Int) throws -> [OfferedService] {
            try (0..<count).map { number in
                OfferedService(
                    name: try ServiceName("s\(number)-" + String(repeating: "x", count: 26)),
                    target: try HostPort(host: String(repeating: "h", count: 140), port: 65_535))
            }
        }
        hello.services = try services(256)
        #expect(try Hello(line: hello.line()) == hello)
        hello.services = try services(257)
        #expect(throws: JSONFault.self) { try Hello(line: hello.line()) }
    }

    @Test("of an answer have one of item, ok and error")
    func exactlyOne() {
        typealias Line = ReplyLine<ServicePort, Done>
        for text in [
            #"{"v":1}"#, #"{"v":1,"ok":{},"error":{"code":"failed","message":"x"}}"#, #"{"v":1,"ok":{"x":1}}"#,
            #"{"v":1,"item":{"service":"a","port":1},"ok":{}}"#, #"{"v":1,"error":{"code":"Failed","message":"x"}}"#,
        ] {
            #expect(throws: JSONFault.self) { try Line(line: text.utf8) }
        }
        #expect(throws: JSONFault.self) { try Answer<Done>(line: #"{"v":1,"item":{}}"#.utf8) }
    }

    @Test("of a newer version are read as far as we know them")
    func newer() throws {
        let line = #"{"v":2,"error":{"code":"quite-new","message":"x","more":[1]},"trace":"y"}"#
        let answer = try Answer<Done>(line: line.utf8)
        #expect(answer == .refused(Refusal(try RefusalCode("quite-new"), "x")))
    }

    @Test("of a refusal cannot act on a terminal, and have an exit status")
    func refusals() {
        let refusal = Refusal(.notGranted, "no \u{1B}[2J grant\n" + String(repeating: "x", count: 300))
        #expect(refusal.summary.hasPrefix("no ?[2J grant?xxx"))
        #expect(refusal.summary.utf8.count == 256)
        #expect(refusal.exitStatus == 77)
        #expect(Refusal(.unavailable, "").exitStatus == 69)
        #expect(Set(RefusalCode.known).count == RefusalCode.known.count)
        #expect(RefusalCode.known.allSatisfy { (try? RefusalCode($0.text)) == $0 })
    }
}

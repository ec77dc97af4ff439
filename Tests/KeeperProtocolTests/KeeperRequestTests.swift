import Enrollment
import KeeperProtocol
import StrictJSON
import Testing
import TunnelModel

@Suite("A request to the keeper")
struct KeeperRequestTests {
    private func text(_ request: KeeperRequest) throws -> String { String(decoding: try request.line(), as: UTF8.self) }

    @Test("of every verb is read back as it was written")
    func roundTrip() throws {
        let requests = try Examples.requests()
        #expect(Set(requests.map(\.verb)) == Set(KeeperVerb.allCases))
        for request in requests {
            #expect(try KeeperRequest(line: request.line()) == request)
            #expect(try text(request).hasPrefix(#"{"v":1,"verb":""# + request.verb.rawValue + #"","args":{"#))
        }
    }

    @Test("keeps its spelling")
    func golden() throws {
        #expect(
            try text(.deviceShow(DeviceShow(name: Examples.cam())))
                == #"{"v":1,"verb":"device-show","args":{"name":"cam-42"}}"# + "\n")
        #expect(
            try text(
                .grantAdd(
                    GrantAdd(
                        to: .operator(Examples.ann()), target: .pattern(NamePattern("cam-*")),
                        services: [ServiceName("web")], until: Until("8h"))))
                == #"{"v":1,"verb":"grant-add","args":{"to":{"operator":"ann"},"target":{"pattern":"cam-*"},"#
                + #""services":["web"],"until":"8h"}}"# + "\n")
        #expect(
            try text(
                .sessionHello(SessionHello(device: Examples.id(42), hello: Examples.hello(), from: Examples.from())))
                == #"{"v":1,"verb":"session-hello","args":{"device":42,"hello":{"agent":"1.0","bootID":"b","#
                + #""services":[{"name":"rtsp","target":"127.0.0.1:554"}],"facts":{}},"#
                + #""from":{"address":"192.0.2.1","port":50000}}}"# + "\n")
    }

    @Test("has one of these verbs, whose words stay")
    func verbs() {
        let words = """
            authorized-keys session-hello session-bound session-enroll session-list session-resolve session-open \
            session-relayed session-whoami session-why token-create token-list token-revoke device-add device-list \
            device-names device-show device-rename device-label device-approve device-revoke device-kick operator-add \
            operator-invite operator-list operator-revoke grant-add grant-list grant-end audit why backup restore \
            export import status
            """
        #expect(KeeperVerb.allCases.map(\.rawValue).joined(separator: " ") == words)
    }

    @Test(
        "that cannot be read is answered by what is wrong and where",
        arguments: [
            (#"{"v":1,"verb":"device-shw","args":{}}"#, RefusalCode.unknownVerb, "verb: unknown verb 'device-shw'"),
            (#"{"v":1,"verb":"\u001b[2J","args":{}}"#, .unknownVerb, "verb: unknown verb '?[2J'"),
            (#"{"v":1,"args":{}}"#, .badRequest, "verb: missing"),
            (#"{"v":1,"verb":"status"}"#, .badRequest, "args: missing"),
            (#"{"v":1,"verb":"status","args":{"x":1}}"#, .badRequest, "args.x: unknown key"),
            (#"{"v":1,"verb":"status","args":{},"uid":0}"#, .badRequest, "uid: unknown key"),
            (#"{"v":1,"verb":"session-list","args":{"by":0}}"#, .badRequest, "args.by: numbers begin at 1"),
            (
                #"{"v":1,"verb":"grant-add","args":{"to":{},"target":{"device":"a"},"services":[]}}"#, .badRequest,
                "args.to: operator or group is due"
            ),
            (
                #"{"v":1,"verb":"grant-add","args":{"to":{"operator":"a","group":"b"},"target":{},"services":[]}}"#,
                .badRequest, "args.to.group: unknown key"
            ),
            ("GET / HTTP/1.1\r", .badRequest, "a value is due at byte 1"),
            (String(repeating: "x", count: 65_537), .tooLarge, "longer than 65536 bytes at byte 65537"),
        ])
    func faults(line: String, code: RefusalCode, words: String) {
        do {
            _ = try KeeperRequest(line: line.utf8)
            Issue.record("accepted")
        } catch {
            let refusal = KeeperRequest.refusal(of: error)
            #expect(refusal.code == code)
            #expect(refusal.summary == "the request is refused: \(words)")
        }
    }

    @Test("of a newer program is read as far as we know it")
    func newer() throws {
        let line = #"{"v":2,"verb":"device-show","args":{"name":"cam-42","with":"all"},"trace":1}"#
        #expect(try KeeperRequest(line: line.utf8) == .deviceShow(DeviceShow(name: Examples.cam())))
    }

    @Test("is allowed to each caller by a closed list")
    func callers() throws {
        for verb in KeeperVerb.allCases {
            let callers = KeeperCaller.allCases.filter { $0.may(verb) }
            let isSession = verb.rawValue.hasPrefix("session-") || verb == .authorizedKeys
            #expect(callers.count == (isSession ? 2 : 1))
            #expect(callers.first == .administrator)
        }
        #expect(KeeperCaller.device.may(.sessionHello))
        #expect(!KeeperCaller.device.may(.sessionOpen))
        #expect(!KeeperCaller.operator.may(.sessionHello))
        #expect(!KeeperCaller.enrollee.may(.tokenCreate))
        #expect(!KeeperCaller.keys.may(.sessionList))
    }
}

import Enrollment
import KeeperProtocol
import TestSupport
import TunnelModel

/// One value of each request and answer, with every part filled.
enum Examples {
    static func id<ID: RecordID>(_ number: Int64) throws -> ID {
        guard let id = ID(number: number) else { throw RigError("no number \(number)") }
        return id
    }

    static func key() throws -> PublicKey {
        guard let key = PublicKey(text: try ThrowawayKeys.publicLine("ed25519")) else { throw RigError("no key") }
        return key
    }

    static func signature() throws -> KeySignature {
        guard let signature = KeySignature(bytes: Array(0..<64)) else { throw RigError("no signature") }
        return signature
    }

    static func cam() throws -> DeviceName { try DeviceName("cam-42") }
    static func ann() throws -> OperatorName { try OperatorName("ann") }
    static func service() throws -> DeviceService { try DeviceService("cam-42:rtsp") }
    static func from() throws -> PeerAddress { PeerAddress(address: try PlainText("192.0.2.1"), port: 50_000) }
    static func time() throws -> UTCTime { try UTCTime("2026-01-02T03:04:05Z") }

    static func hello() throws -> Hello {
        Hello(agent: try PlainText("1.0"), bootID: try PlainText("b"), services: [try offered()])
    }

    static func offered() throws -> OfferedService {
        OfferedService(name: try ServiceName("rtsp"), target: try HostPort("127.0.0.1:554"))
    }

    static func device() throws -> DeviceRecord {
        DeviceRecord(
            id: try id(42), name: try cam(), address: try DeviceAddress(index: 42), standing: .accepted, isOnline: true,
            since: try time(), lastSeen: try time(), lastEnd: try PlainText("timed out"),
            from: try PlainText("192.0.2.1"),
            agent: try PlainText("1.0"), labels: [try Label("site=berlin")],
            services: [
                ServiceRecord(
                    name: try ServiceName("rtsp"), target: try HostPort("127.0.0.1:554"), port: 20554, isOffered: true)
            ])
    }

    static func exportRecords() throws -> [ExportRecord] {
        [
            .operator(ExportedOperator(name: try ann(), keys: [try key()], isRevoked: false)),
            .device(
                ExportedDevice(
                    name: try cam(), key: try key(), standing: .accepted, address: try DeviceAddress(index: 42),
                    services: [ExportedService(name: try ServiceName("rtsp"), target: try HostPort("127.0.0.1:554"))])),
            .grant(ExportedGrant(to: .group(try GroupName("ops")), target: .pattern(try NamePattern("cam-*")))),
        ]
    }

    static func requests() throws -> [KeeperRequest] {
        try sessions() + administration()
    }

    private static func sessions() throws -> [KeeperRequest] {
        let enrollment = EnrollRequest(
            key: try key(), hostKey: try key().fingerprint, signature: try signature(), agent: try PlainText("1"))
        let questions: [any KeeperQuestion] = try [
            AuthorizedKeysRequest(login: LoginName("sallyport-device"), key: key(), monitor: 4711),
            SessionHello(device: id(42), hello: hello(), from: from()),
            SessionBound(device: id(42), question: BoundQuestion(services: [ServiceName("rtsp")])),
            SessionEnroll(token: id(19), enrollment: enrollment, from: nil),
            SessionList(by: id(7)), SessionResolve(by: id(7), service: service()),
            SessionOpen(by: id(7), service: service(), from: from()),
            SessionRelayed(by: id(7), relay: 3, sent: 1 << 40, received: 0, reason: PlainText("revoked")),
            SessionWhoAmI(by: id(7)), SessionWhy(by: id(7), service: service()),
        ]
        return questions.map { $0.request }
    }

    private static func administration() throws -> [KeeperRequest] {
        let labels = [try Label("site=berlin")]
        let range = try NetworkRange("10.0.0.0/8")
        let hour = Until(after: TimeSpan(seconds: 3600))
        let questions: [any KeeperQuestion] = try [
            TokenCreate(
                naming: .devices(PlainText("cam-{n}")), uses: 9, until: hour, labels: labels, services: [offered()],
                replaces: false, accepts: true, from: range),
            TokenList(includesOver: true), TokenRevoke(token: id(19), revokesEnrolled: true),
            DeviceAdd(name: cam(), key: key(), labels: labels),
            DeviceList(selection: DeviceSelection(pattern: NamePattern("cam-*"), labels: labels, isOnline: true)),
            DeviceNames(), DeviceShow(name: cam()), DeviceRename(name: cam(), newName: DeviceName("cam-43")),
            DeviceLabel(name: cam(), set: labels, remove: [Label("room")]), DeviceApprove(name: cam()),
            DeviceRevoke(name: cam()), DeviceKick(name: cam()),
            OperatorAdd(name: ann(), key: key(), groups: [GroupName("ops")]),
            OperatorInvite(name: ann(), until: hour), OperatorList(), OperatorRevoke(name: ann()),
            GrantAdd(
                to: .operator(ann()), target: .label(Label("site")), services: [ServiceName("rtsp")],
                until: Until(at: time())),
            GrantList(to: .group(GroupName("ops")), device: cam()), GrantEnd(grant: id(5)),
            AuditQuery(since: time(), device: cam(), limit: 10), WhyQuestion(by: ann(), service: service()),
            BackupRequest(path: FilePath("/var/backups/a b")), RestoreRequest(path: FilePath("/x")), ExportRequest(),
            ImportPart(records: exportRecords(), isLast: true), StatusRequest(),
        ]
        return questions.map { $0.request }
    }
}

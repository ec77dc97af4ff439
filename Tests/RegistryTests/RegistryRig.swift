import Registry
import TestSupport
import TunnelModel

/// A registry in a folder of its own, with a clock that stands still until it is asked to move.
final class RegistryRig {
    let folder: TemporaryFolder
    private(set) var registry: Registry
    let admin: PlainText
    private(set) var now = UTCTime(secondsSince1970: 1_800_000_000)
    private var keys: UInt64 = 0

    init() throws {
        folder = try TemporaryFolder()
        registry = try Registry(folder: folder.path("state"))
        admin = try PlainText("root")
    }

    /// Lets the clock go on.
    func pass(_ seconds: Int) { now = now + TimeSpan(seconds: seconds) }

    func later(_ seconds: Int) -> UTCTime { now + TimeSpan(seconds: seconds) }

    /// Closes the file and opens it again.
    func reopen() throws {
        try registry.close()
        registry = try Registry(folder: folder.path("state"))
    }

    /// A key that nobody has yet.
    func newKey() -> PublicKey {
        keys += 1
        return Self.key(keys)
    }

    /// An ed25519 key whose 32 bytes are made of a number.
    static func key(_ number: UInt64) -> PublicKey {
        var blob: [UInt8] = [0, 0, 0, 11] + "ssh-ed25519".utf8 + [0, 0, 0, 32]
        for part in 0..<4 {
            let word = (number << 2 | UInt64(part)) &* 0x9E37_79B9_7F4A_7C15
            blob += (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
        }
        guard let key = PublicKey(blob: blob) else { preconditionFailure("the blob begins with a name") }
        return key
    }

    // MARK: Short ways

    @discardableResult
    func addDevice(_ name: String, labels: [String] = []) throws -> Device {
        try registry.addDevice(
            DeviceName(name), key: newKey(), labels: labels.map { try Label($0) }, by: admin, at: now)
    }

    @discardableResult
    func addOperator(_ name: String, groups: [String] = []) throws -> Operator {
        try registry.addOperator(
            OperatorName(name), key: newKey(), groups: groups.map { try GroupName($0) }, by: admin, at: now)
    }

    /// A hello with services written as `rtsp:554`.
    @discardableResult
    func greet(
        _ device: Device, _ services: [String], boot: String = "boot-1", machine: String? = nil,
        version: String = "1.0",
        contested: Bool = false
    ) throws -> Greeted {
        let targets = try services.map { text in
            let parts = text.split(separator: ":").map(String.init)
            return ServiceTarget(
                name: try ServiceName(parts[0]), host: try PlainText("127.0.0.1"), port: UInt16(parts[1]) ?? 0)
        }
        var greeting = Greeting(
            device: device.id, version: try PlainText(version), bootID: try PlainText(boot),
            machineID: try machine.map { try PlainText($0) }, services: targets, from: try PlainText("192.0.2.7"))
        greeting.isContested = contested
        return try registry.greet(greeting, at: now)
    }

    func grant(_ person: String, on target: Grant.Target, _ services: [String] = [], until: UTCTime? = nil) throws
        -> Grant
    {
        try registry.addGrant(
            .operator(OperatorName(person)), on: target, services: services.map { try ServiceName($0) }, until: until,
            by: admin, at: now)
    }

    func token(_ order: TokenOrder) throws -> Token {
        try registry.createToken(order, key: newKey(), by: admin, at: now)
    }

    func enroll(_ token: Token, _ key: PublicKey, host: String? = nil, from: String? = "192.0.2.7") throws -> Enrolled {
        try registry.enroll(
            Enrolling(
                token: token.id, key: key, host: host.map { try PlainText($0) }, from: from.map { try PlainText($0) }),
            at: now)
    }

    /// What an operator's key line permits now.
    func permits(of person: Operator) throws -> Permits? {
        guard case .operator(_, _, let permits) = try line(person.keys[0], .operator) else { return nil }
        return permits
    }

    func line(_ key: PublicKey, _ role: KeyRole) throws -> KeyLine? {
        try registry.keyLine(for: key.fingerprint, role: role, at: now)?.line
    }
}

extension Enrolled {
    /// The device, or nil when an operator came in.
    var device: Device? {
        if case .device(let device) = member { device } else { nil }
    }
}

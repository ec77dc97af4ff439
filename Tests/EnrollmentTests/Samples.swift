import Enrollment
import Foundation
import Keys
import TestSupport
import TunnelModel

/// Values that many tests start from.
enum Samples {
    static func key(_ name: String = "ed25519") throws -> PublicKey {
        guard let key = PublicKey(text: try ThrowawayKeys.publicLine(name)) else { throw RigError("no key \(name)") }
        return key
    }

    static func privateKey(_ name: String = "ed25519") throws -> PrivateKey {
        let text = try String(contentsOfFile: Repository.path("keys/\(name)"), encoding: .utf8)
        return try PrivateKeyFile(text).unlock(passphrase: nil)
    }

    static func id<ID: RecordID>(_ number: Int64) throws -> ID {
        guard let id = ID(number: number) else { throw RigError("no number \(number)") }
        return id
    }

    static func whereabouts(bastions: Int = 2, hostKeys: Int = 2) throws -> Whereabouts {
        Whereabouts(
            bastions: try (0..<bastions).map { try HostPort("bastion\($0).example:\(443 + $0)") },
            hostKeys: (0..<hostKeys).compactMap {
                KeyFingerprint(digest: [UInt8](repeating: UInt8($0 + 1), count: 32))
            },
            login: try LoginName("sallyport-enroll"))
    }

    static func token(_ whereabouts: Whereabouts? = nil, id number: Int64 = 19) throws -> EnrollmentToken {
        try EnrollmentToken(
            purpose: .device, id: id(number), whereabouts: whereabouts ?? Self.whereabouts(), seed: Array(0..<32))
    }
}

import Foundation
import Glibc
import TestSupport

/// Users of the system that these tests make for themselves, as root, and remove at the end of the process.
///
/// Their names hold our process id; what a killed run has left behind goes at the next start.
struct BastionUsers: Sendable {
    let device: String
    let `operator`: String
    let enroll: String
    let keys: String
    let ordinary: String

    /// Made at the first use.
    static let shared = Result { try BastionUsers() }

    /// Only root can make users and log in as them.
    static var areAvailable: Bool { geteuid() == 0 }

    private static let prefix = "spb"

    private init() throws {
        Self.sweep()
        let stem = "\(Self.prefix)\(getpid())"
        (device, `operator`, enroll, keys, ordinary) = (stem + "d", stem + "o", stem + "e", stem + "k", stem + "u")
        atexit { BastionUsers.removeOurs() }
        for name in [device, `operator`, enroll, keys, ordinary] { try Self.add(name) }
    }

    private static func add(_ name: String) throws {
        // A star, not the lock that useradd sets by itself: sshd refuses locked accounts.
        let words = ["-M", "-N", "-g", "nogroup", "-d", "/", "-s", "/bin/sh", "-p", "*", name]
        let end = ContinuousClock.now + .seconds(20)
        while true {
            let result = try RealProgram.run("/usr/sbin/useradd", words)
            if result.status == 0 { return }
            // Somebody else is changing the list of users.
            guard result.errorOutput.contains("lock"), .now < end else {
                throw RigError("useradd \(name): \(result.errorOutput)")
            }
        }
    }

    private static func names() -> [String] {
        let text = (try? String(contentsOfFile: "/etc/passwd", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { $0.split(separator: ":").first.map(String.init) }
    }

    private static func sweep() {
        for name in names() where name.hasPrefix(prefix) {
            guard let pid = Int32(name.dropFirst(prefix.count).prefix { $0.isNumber }), kill(pid, 0) != 0 else {
                continue
            }
            _ = try? RealProgram.run("/usr/sbin/userdel", [name])
        }
    }

    private static func removeOurs() {
        let stem = "\(prefix)\(getpid())"
        for name in names() where name.hasPrefix(stem) && !name.dropFirst(stem.count).contains(where: \.isNumber) {
            _ = try? RealProgram.run("/usr/sbin/userdel", [name])
        }
    }
}

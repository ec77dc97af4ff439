import Foundation
import Glibc
import Synchronization
import TestSupport

/// Users of the system that the tests make for themselves, as root, and remove at the end of the process.
///
/// Their names hold our process id, so that runs at the same time have their own; what a killed run has left behind goes
/// at the next start.
struct TestUsers: Sendable {
    let device: String
    let `operator`: String
    let enroll: String
    let ordinary: String

    /// Made at the first use.
    static let shared = Result { try TestUsers() }

    /// Only root can make users and log in as them.
    static var areAvailable: Bool { geteuid() == 0 }

    private init() throws {
        Self.sweep()
        let stem = "spt\(getpid())"
        (device, `operator`, enroll, ordinary) = (stem + "d", stem + "o", stem + "e", stem + "u")
        atexit { TestUsers.removeOurs() }
        for name in [device, `operator`, enroll, ordinary] { try Self.add(name) }
    }

    var all: [String] { [device, `operator`, enroll, ordinary] }

    func uid(_ name: String) throws -> UInt32 {
        guard let entry = getpwnam(name) else { throw RigError("no user \(name)") }
        return entry.pointee.pw_uid
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
        for name in names() where name.hasPrefix("spt") {
            guard let pid = Int32(name.dropFirst(3).prefix { $0.isNumber }), kill(pid, 0) != 0 else { continue }
            _ = try? RealProgram.run("/usr/sbin/userdel", [name])
        }
    }

    private static func removeOurs() {
        let stem = "spt\(getpid())"
        for name in names() where name.hasPrefix(stem) && !name.dropFirst(stem.count).contains(where: \.isNumber) {
            _ = try? RealProgram.run("/usr/sbin/userdel", [name])
        }
    }
}

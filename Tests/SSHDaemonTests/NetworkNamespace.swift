import Glibc
import TestSupport

/// A network namespace of its own for one test, with loopback up. Needs root.
final class NetworkNamespace: Sendable {
    let name: String

    init() throws {
        name = "spt-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        try Self.run(["/usr/sbin/ip", "netns", "add", name])
        try Self.run(["/usr/sbin/ip", "-n", name, "link", "set", "lo", "up"])
    }

    deinit { try? Self.run(["/usr/sbin/ip", "netns", "delete", name]) }

    var path: String { "/run/netns/\(name)" }

    /// The words that run a program in it, as another user if one is given.
    func words(_ program: [String], user: UInt32? = nil) -> [String] {
        let become = user.map { ["/usr/bin/setpriv", "--reuid=\($0)", "--regid=\($0)", "--clear-groups"] } ?? []
        return ["/usr/sbin/ip", "netns", "exec", name] + become + program
    }

    @discardableResult
    func run(_ program: [String], user: UInt32? = nil) throws -> RealProgram {
        let words = words(program, user: user)
        return try RealProgram.run(words[0], Array(words.dropFirst()))
    }

    private static func run(_ words: [String]) throws {
        let result = try RealProgram.run(words[0], Array(words.dropFirst()))
        guard result.status == 0 else { throw RigError("\(words): \(result.errorOutput)") }
    }
}

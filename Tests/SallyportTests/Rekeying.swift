import TestSupport
import Testing

/// How often the server asks for new keys. Bytes must be exact either way.
enum Rekeying: CaseIterable, Sendable, CustomTestStringConvertible {
    case never
    case every512K

    /// A server that does so.
    func server() throws -> SSHDFixture {
        switch self {
        // The log of every channel would cost more than the channels.
        case .never: try SSHDFixture(SSHDOptions(logLevel: "VERBOSE"))
        case .every512K: try SSHDFixture(SSHDOptions(lines: ["RekeyLimit 512K"], logLevel: "VERBOSE"))
        }
    }

    var testDescription: String { self == .never ? "no rekeying" : "RekeyLimit 512K" }
}

import Enrollment
import Registry
import SSHDaemon
import TunnelModel

/// Makes sshd's lines from what the registry says of a key.
struct KeyWriter: Sendable {
    let command: ForcedCommand

    /// The one line for a key; nil if the registry's number is none that can be written.
    func text(_ key: PublicKey, _ line: KeyLine) throws -> String? {
        guard let rights = try rights(line) else { return nil }
        return try AuthorizedKeysLine(key: key, rights: rights, command: command).text
    }

    private func rights(_ line: KeyLine) throws -> KeyRights? {
        switch line {
        case .device(let id, _, let address, let state):
            guard let id = WireDeviceID(number: id.value) else { return nil }
            return state == .accepted ? .device(id, address) : .pendingDevice(id)
        case .operator(let id, _, let permits):
            guard let id = WireOperatorID(number: id.value) else { return nil }
            let places = permits.permits.map { ServicePermit(address: $0.address, port: $0.port) }
            // The line ends with the first grant that does: the operator logs in anew and gets what is left.
            return .operator(id, permits: places, until: permits.until)
        case .enroll(let id, let expires, let from):
            guard let id = WireTokenID(number: id.value) else { return nil }
            return .enroll(id, until: expires, from: try from.map { [try NetworkRange($0.text)] } ?? [])
        }
    }

    /// Whose it is.
    static func owner(_ line: KeyLine) -> KeyOwner {
        switch line {
        case .device(let id, _, _, _): .device(id.value)
        case .operator(let id, _, _): .operator(id.value)
        case .enroll(let id, _, _): .token(id.value)
        }
    }
}

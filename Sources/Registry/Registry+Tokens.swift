import Foundation
import GRDB
package import TunnelModel

extension Registry {
    /// Makes a token. Only the public half of its one-time key is kept; the caller makes the text from the other half.
    ///
    /// Throws when the order's parts do not go together, or when its name is taken and it does not replace.
    package func createToken(
        _ order: TokenOrder, key: PublicKey, by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> Token {
        try change(by: actor, at: time) { change in
            try order.check(at: time)
            try change.requireNew(key)
            try change.requireFreeName(order)
            let id = try change.insertToken(order)
            try change.add(key, token: id)
            var device: DeviceName?
            var person: OperatorName?
            if case .device(let name) = order.naming { device = name }
            if case .operator(let name) = order.naming { person = name }
            let words = "token \(id), \(order.uses) \(order.uses == 1 ? "use" : "uses") until \(order.expires)"
            try change.audit(.tokenCreated, device: device, operator: person, words)
            guard let token = try TokenRows.one(change.db, id) else {
                throw RegistryError.unknown(kind: "token", name: "\(id)")
            }
            return token
        }
    }

    /// Tokens in the order in which they were made: those that would still enroll, or all there ever were.
    package func tokens(everMade: Bool = false, at time: UTCTime) throws(RegistryError) -> [Token] {
        try read { try TokenRows.all($0).filter { everMade || $0.isUsable(at: time) } }
    }

    /// One token, with whom it enrolled; nil when there is none.
    package func token(_ id: TokenID) throws(RegistryError) -> Token? {
        try read { db in
            guard var token = try TokenRows.one(db, id) else { return nil }
            token.enrolled = try TokenRows.enrolled(db, by: id)
            return token
        }
    }

    /// Revokes a token and, if asked to, all devices and operators whose key in use it enrolled.
    ///
    /// The answer names the devices and operators that were shut out, whose sessions the keeper ends.
    package func revokeToken(
        _ id: TokenID, andEnrolled: Bool = false, by actor: PlainText, at time: UTCTime
    ) throws(RegistryError) -> (devices: [Device], operators: [Operator]) {
        try change(by: actor, at: time) { change in
            guard let token = try TokenRows.one(change.db, id) else {
                throw RegistryError.unknown(kind: "token", name: "\(id)")
            }
            if token.revoked == nil {
                try change.run("UPDATE tokens SET revoked = ? WHERE id = ?", [time.secondsSince1970, id.value])
                try change.audit(.tokenRevoked, "token \(id)")
            }
            return andEnrolled ? try change.revokeEnrolled(by: id) : ([], [])
        }
    }
}

import GRDB
package import TunnelModel

extension Registry {
    /// Spends one use of a token and registers the key, in one transaction.
    ///
    /// The same key gets the same answer again until the token expires, and nothing more is spent. Refused otherwise
    /// are: tokens unknown, revoked, expired or spent; addresses out of the token's range; keys that the registry
    /// knows; names with an owner, unless the token replaces. A reserved name, added by hand without a key, has none.
    package func enroll(_ request: Enrolling, at time: UTCTime) throws(RegistryError) -> Enrolled {
        try change(by: PlainText(cleaning: "token \(request.token)"), at: time) { change in
            let token = try change.usableToken(request)
            if let member = try change.memberEnrolled(by: token, request.key) {
                return Enrolled(member: member, services: token.order.services, isRepeated: true)
            }
            if try change.db.owner(of: request.key.fingerprint) != nil {
                throw RegistryError.enrollment(.knownKey)
            }
            try change.requireNew(request.key)
            guard token.usesLeft > 0 else {
                let latest = try TokenRows.enrolled(change.db, by: token.id).last?.time
                throw RegistryError.enrollment(.spent(latest))
            }
            let member = try change.enroll(request, token)
            try change.run("UPDATE tokens SET uses_left = uses_left - 1 WHERE id = ?", [token.id.value])
            return Enrolled(member: member, services: token.order.services, isRepeated: false)
        }
    }
}

package import TunnelModel

/// Why a token did not enroll, in words that the enrollee may see.
package enum EnrollmentRefusal: Hashable, Sendable, CustomStringConvertible {
    /// There is no such token.
    case unknownToken
    /// The token was revoked.
    case revokedToken
    /// The token's time is over.
    case expired(UTCTime)
    /// All its uses are spent, the last at this time by another key.
    case spent(UTCTime?)
    /// It must not be used from there.
    case wrongPlace(String)
    /// The key is in the registry under another name, or with another role, or was shut out.
    case knownKey
    /// The name has an owner, and the token does not replace.
    case takenName(String)
    /// The name was revoked, and the token does not replace.
    case revokedName(String)
    /// The token gives its own name, or none can be made of what the device proposed.
    case badName(String)
    /// This very key was enrolled by this token, and has been shut out since.
    case shutOut(String)

    /// One line: what, and what to do.
    package var description: String {
        switch self {
        case .unknownToken: "this bastion does not know the token: ask for a new one"
        case .revokedToken: "the token was revoked: ask for a new one"
        case .expired(let time): "the token expired at \(time): ask for a new one"
        case .spent(let time):
            "the token was used up\(time.map { " at \($0)" } ?? "") by another key: ask for a new one, and why"
        case .wrongPlace(let from): "the token must not be used from \(from): ask for one without --from"
        case .knownKey: "this key is enrolled already or was shut out: make a new key, or remove the old enrollment"
        case .takenName(let name): "there is a device or operator '\(name)' already: ask for a token with --replace"
        case .revokedName(let name): "the device '\(name)' was revoked: ask for it to be approved first"
        case .badName(let reason): reason
        case .shutOut(let name): "'\(name)' was enrolled by this token and has been shut out since"
        }
    }
}

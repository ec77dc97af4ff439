import Keys
import TunnelModel

/// What the logins of one link remember, so that nobody is asked twice: unlocked keys, and the key that worked.
///
/// It lives in memory only, as long as the link.
actor KeyRing {
    private var unlocked: [PublicKey: PrivateKey] = [:]
    /// What files turned out to hold that hide their public half.
    private var hidden: [String: PrivateKey] = [:]
    private var winners: [String: LoginKey] = [:]
    private var places: Set<String> = []

    /// Keeps a key of this file that took a passphrase.
    func keep(_ key: PrivateKey, of file: SurveyedKey) {
        unlocked[key.publicKey] = key
        if file.publicKey == nil { hidden[file.path] = key }
    }

    /// The unlocked private half of this file, if it has been kept.
    func privateKey(of file: SurveyedKey) -> PrivateKey? {
        guard let publicKey = file.publicKey else { return hidden[file.path] }
        return unlocked[publicKey]
    }

    /// Notes which key has logged us in at `place`.
    func won(_ key: LoginKey, at place: String) {
        winners[place] = key
        places.insert(place)
    }

    /// Whether a login at `place` has ever worked: from then on nobody is asked anything.
    func hasLoggedIn(at place: String) -> Bool {
        places.contains(place)
    }

    /// The key to offer first at `place`; nil before the first login there.
    func winner(at place: String) -> LoginKey? {
        winners[place]
    }

    /// Forgets it: it is not taken any more.
    func forgetWinner(at place: String) {
        winners[place] = nil
    }
}

import Keys
import TunnelModel

/// What the logins of one link remember, so that nobody is asked twice: unlocked keys, and the key that worked.
///
/// It lives in memory only, as long as the link.
actor KeyRing {
    private var unlocked: [PublicKey: PrivateKey] = [:]
    private var winners: [String: LoginKey] = [:]
    private var places: Set<String> = []

    /// Keeps a key that took a passphrase.
    func keep(_ key: PrivateKey) {
        unlocked[key.publicKey] = key
    }

    /// The unlocked private half of this key, if it has been kept.
    func privateKey(for publicKey: PublicKey?) -> PrivateKey? {
        publicKey.flatMap { unlocked[$0] }
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

/// A private key file to log in with, and who named it.
package struct IdentityFile: Sendable, Hashable {
    /// The path; in ``ClientSettings`` with `~`, `%` and `${}` replaced.
    package var path: String
    /// Who named it. A missing file of `.default` is passed over without a word.
    package var origin: Origin

    /// Makes one from its parts.
    package init(path: String, origin: Origin) {
        self.path = path
        self.origin = origin
    }
}

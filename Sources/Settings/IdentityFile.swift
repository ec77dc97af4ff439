/// A private key file to log in with, and who named it.
package struct IdentityFile: Sendable, Hashable {
    /// The path; in ``ClientSettings`` with `~`, `%` and `${}` replaced.
    package var path: String
    /// The path as it was written, which is what `-G` prints.
    package var written: String
    /// Who named it. A missing file of `.default` is passed over without a word.
    package var origin: Origin

    /// Makes one from its parts; without `written` the path stands for both.
    package init(path: String, written: String? = nil, origin: Origin) {
        self.path = path
        self.written = written ?? path
        self.origin = origin
    }
}

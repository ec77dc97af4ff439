/// Where sshd gets the key lines from.
package enum KeySource: Sendable, Hashable {
    /// It runs a program, followed by `%u %f %t %k`, as `user`. Needs a safe path, see ``SafePath``.
    case command(program: String, arguments: [String], user: String)
    /// It reads the file named after the login user in a folder, see ``AuthorizedKeysFile``.
    case files(folder: String)
}

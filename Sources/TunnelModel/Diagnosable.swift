/// An error that knows how to be told to the user.
package protocol Diagnosable: Error {
    /// What went wrong and where, in one line, without the program's name.
    var summary: String { get }
    /// What to do next, in one line; nil when nothing useful can be said.
    var advice: String? { get }
    /// The status to exit with: 255 in ssh mode, a sysexits-style code in a subcommand.
    var exitStatus: Int32 { get }
}

import TunnelModel

/// A login user that is not there.
package struct MissingUser: Error, Sendable, Hashable {
    /// Its name.
    package var name: String
}

extension MissingUser: Diagnosable {
    /// One line: who.
    package var summary: String { "there is no user '\(name)' on this system" }
    /// How to make the users.
    package var advice: String? { "sallyport-bastion init --apply makes the login users; --users names others" }
    /// 1.
    package var exitStatus: Int32 { 1 }
}

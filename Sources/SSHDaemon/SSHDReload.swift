/// Why sshd got a HUP.
package enum SSHDReload: Sendable, Equatable {
    /// Its programs have changed on the disk: it would start new connections with a version that it does not fit.
    case programsChanged
    /// Its configuration has changed.
    case configurationChanged
    /// It was adopted, and may run with an older configuration.
    case adopted
    /// It does not answer.
    case silent
}

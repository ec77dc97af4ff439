/// How the server is reached (ssh_config(5), ProxyJump and ProxyCommand: whichever comes first counts).
package enum ProxyRoute: Sendable, Hashable {
    /// By a TCP connection of our own.
    case direct
    /// Through these hosts, in the order of travel; never empty. ``SettingsSource`` has the settings of each.
    case jump([JumpHop])
    /// Over standard input and output of a shell command, its tokens replaced. To be run as `exec` with it.
    case command(String)
}

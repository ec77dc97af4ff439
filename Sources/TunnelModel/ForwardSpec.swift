/// One forward that the user asked for: where to listen, and where the connections go.
///
/// The grammar is that of ssh's `-L`, `-R`, `-D` and `-W` (OpenSSH readconf.c, `parse_forward`).
package struct ForwardSpec: Sendable, Hashable {
    /// The longest host name in bytes: NI_MAXHOST less its final zero.
    package static let maximumHostLength = 1024
    /// The longest Unix socket path in bytes: sun_path less its final zero.
    package static let maximumPathLength = 107

    /// Which kind of forward it is. A `-D` specification with a socket path as its second field is a local forward
    /// for ssh, and comes back as `.local`.
    package var kind: ForwardKind
    /// Where connections are accepted; nil for `.stdio`, which has none.
    package var listen: ListenSide?
    /// Where they go.
    package var target: ForwardTarget

    /// Makes a specification from its parts; nothing is checked.
    package init(kind: ForwardKind, listen: ListenSide?, target: ForwardTarget) {
        self.kind = kind
        self.listen = listen
        self.target = target
    }
}

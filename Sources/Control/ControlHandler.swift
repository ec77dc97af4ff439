package import TunnelModel

/// What a master does when a client of its control socket asks for it.
///
/// Several clients may ask at once; one client's requests come one after the other. A call is cancelled when its
/// client or the server goes.
package protocol ControlHandler: Sendable {
    /// Sets up a forward of kind local, remote or dynamic. One that is equal to a forward that is there already is
    /// `.ok`, or its `.remotePort`, as in ssh.
    func forward(_ spec: ForwardSpec) async -> ControlResult

    /// Takes down the forward that was set up by an equal specification (a port 0 is still 0 in it). Its open
    /// connections live on, as in ssh.
    func cancel(_ spec: ForwardSpec) async -> ControlResult

    /// Ends the program. The client has been told that it will.
    func exit() async
}

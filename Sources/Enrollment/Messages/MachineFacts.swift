package import TunnelModel

/// What a machine says of itself. Shown to people and never trusted: a device may say anything.
package struct MachineFacts: Codable, Sendable, Hashable {
    /// Its own host name.
    package var hostName: PlainText?
    /// The system, such as `Debian GNU/Linux 12`.
    package var system: PlainText?
    /// The kernel's release.
    package var kernel: PlainText?
    /// The processor, such as `aarch64`.
    package var architecture: PlainText?
    /// The board or product.
    package var model: PlainText?
    /// The serial number of the board.
    package var serial: PlainText?
    /// A number that stays with the installation, from /etc/machine-id, hashed with our own salt.
    package var machineID: PlainText?

    /// Facts; all of them may be missing.
    package init(
        hostName: PlainText? = nil, system: PlainText? = nil, kernel: PlainText? = nil, architecture: PlainText? = nil,
        model: PlainText? = nil, serial: PlainText? = nil, machineID: PlainText? = nil
    ) {
        self.hostName = hostName
        self.system = system
        self.kernel = kernel
        self.architecture = architecture
        self.model = model
        self.serial = serial
        self.machineID = machineID
    }
}

package import TunnelModel

/// What a device says of itself when it has logged in.
package struct Greeting: Sendable, Hashable {
    /// Most services that one hello may name.
    package static let maximumServices = 64

    /// The device's number, from its forced command.
    package var device: DeviceID
    /// The version of its agent.
    package var version: PlainText
    /// Linux's boot id, new at each boot; nil when it has none.
    package var bootID: PlainText?
    /// The machine id; nil when it has none.
    package var machineID: PlainText?
    /// Facts about the machine; nil leaves those that are known.
    package var facts: MachineFacts?
    /// All the services that it offers now.
    package var services: [ServiceTarget]
    /// The address it comes from; nil when nobody knows.
    package var from: PlainText?
    /// Whether another connection of the device, which has said hello, is there. Default false.
    package var isContested = false

    /// A greeting from its parts.
    package init(
        device: DeviceID, version: PlainText, bootID: PlainText? = nil, machineID: PlainText? = nil,
        facts: MachineFacts? = nil, services: [ServiceTarget], from: PlainText? = nil
    ) {
        self.device = device
        self.version = version
        self.bootID = bootID
        self.machineID = machineID
        self.facts = facts
        self.services = services
        self.from = from
    }
}

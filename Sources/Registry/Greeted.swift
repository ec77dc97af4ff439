/// What a device's greeting led to.
package struct Greeted: Sendable, Hashable {
    /// The device as it stands now, its services with their ports among the rest.
    package var device: Device
    /// Whether this greeting is to be refused: it came from a clone while the other machine is there, and so changed
    /// nothing but the alarm.
    package var isRefused: Bool
    /// Whether this greeting came from another machine than the one before it, which is still running: two machines
    /// have one key. The first alternation raises the alarm, `device.cloneSince`, and each one says so here.
    package var isClone: Bool
}

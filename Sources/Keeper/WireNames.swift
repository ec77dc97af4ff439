import Enrollment

// What both the registry and the messages call by one name: the messages' side.

/// A device's number in messages and commands.
typealias WireDeviceID = DeviceID
/// An operator's number in messages and commands.
typealias WireOperatorID = OperatorID
/// A token's number in messages and commands.
typealias WireTokenID = TokenID
/// A grant's number in messages.
typealias WireGrantID = GrantID
/// What a machine says of itself in messages.
typealias WireFacts = MachineFacts

import Registry

// What both the registry and the messages call by one name: the registry's side.

/// A device's number in the registry.
typealias StoredDeviceID = DeviceID
/// An operator's number in the registry.
typealias StoredOperatorID = OperatorID
/// A token's number in the registry.
typealias StoredTokenID = TokenID
/// A grant's number in the registry.
typealias StoredGrantID = GrantID
/// What a machine has said of itself.
typealias StoredFacts = MachineFacts
/// A host key as a backup holds it.
typealias StoredHostKey = HostKey
/// What such a key is for.
typealias StoredKeyUse = HostKey.Use

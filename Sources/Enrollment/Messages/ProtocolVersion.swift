/// The version of all messages between agent, client, helpers and keeper.
package enum ProtocolVersion {
    /// The `v` that we write.
    package static let current = 1
}

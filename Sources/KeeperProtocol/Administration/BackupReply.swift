package import TunnelModel

/// The answer to `backup` and `restore`.
package struct BackupReply: Codable, Sendable, Hashable {
    /// Length of the file.
    package var bytes: Int64
    /// When it was made.
    package var made: UTCTime
    /// How many devices are in it.
    package var devices: Int
    /// How many operators are in it.
    package var operators: Int

    /// Puts the parts together.
    package init(bytes: Int64, made: UTCTime, devices: Int, operators: Int) {
        self.bytes = bytes
        self.made = made
        self.devices = devices
        self.operators = operators
    }
}

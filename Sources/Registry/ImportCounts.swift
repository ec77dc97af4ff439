/// How much an import brought.
package struct ImportCounts: Sendable, Hashable {
    /// Devices.
    package var devices = 0
    /// Operators.
    package var operators = 0
    /// Grants.
    package var grants = 0
    /// Settings.
    package var settings = 0

    /// Such as `3 devices, 1 operators, 2 grants, 0 settings`.
    package var words: String {
        "devices: \(devices), operators: \(operators), grants: \(grants), settings: \(settings)"
    }
}

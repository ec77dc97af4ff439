/// Something about the settings that a person may want to know and that stops nothing; one line for standard error.
package struct SettingsRemark: Sendable, Hashable {
    /// From which level on it is said.
    package var level: LogLevel
    /// The line, without the program's name.
    package var text: String

    /// Makes one from its parts.
    package init(_ level: LogLevel, _ text: String) {
        self.level = level
        self.text = text
    }
}

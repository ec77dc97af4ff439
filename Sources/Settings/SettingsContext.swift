/// What only the program can know when the settings are made final.
package struct SettingsContext: Sendable {
    /// The login name of the person who runs the program.
    package var userName: String
    /// That person's home directory, without a final `/`.
    package var homeDirectory: String
    /// An environment variable's value; nil if unset.
    package var environment: @Sendable (String) -> String?
    /// Why a file named with `-i` cannot be used, in the system's words; nil if it can.
    package var identityFault: @Sendable (String) -> String?

    /// Takes the four.
    package init(
        userName: String, homeDirectory: String, environment: @escaping @Sendable (String) -> String?,
        identityFault: @escaping @Sendable (String) -> String?
    ) {
        self.userName = userName
        self.homeDirectory = homeDirectory
        self.environment = environment
        self.identityFault = identityFault
    }
}

/// What only the program can know when the settings are made final.
package struct SettingsContext: Sendable {
    /// The login name of the person who runs the program.
    package var userName: String
    /// That person's numeric id: `%i`, and the rightful owner of configuration files beside root.
    package var userID: UInt32
    /// That person's home directory, without a final `/`.
    package var homeDirectory: String
    /// The name of this machine as gethostname(2) gives it: `%l`, and up to its first dot `%L`.
    package var localHostName: String
    /// Environment variables and service names.
    package var lookups: Lookups
    /// The disk.
    package var files: ConfigFiles
    /// The home directory of another user, for `~user`; nil if there is no such user.
    package var homeOfUser: @Sendable (String) -> String?
    /// Why a file named with `-i` cannot be used, in the system's words; nil if it can.
    package var identityFault: @Sendable (String) -> String?

    /// Takes them all. By default there are no files, no other users and no fault.
    package init(
        userName: String, userID: UInt32, homeDirectory: String, localHostName: String, lookups: Lookups,
        files: ConfigFiles = .none, homeOfUser: @escaping @Sendable (String) -> String? = { _ in nil },
        identityFault: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.userName = userName
        self.userID = userID
        self.homeDirectory = homeDirectory
        self.localHostName = localHostName
        self.lookups = lookups
        self.files = files
        self.homeOfUser = homeOfUser
        self.identityFault = identityFault
    }
}

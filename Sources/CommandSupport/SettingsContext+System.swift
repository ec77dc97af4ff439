import Glibc
package import Settings

extension SettingsContext {
    /// What the system says, for the person who runs the program.
    package static func system(user: CurrentUser, lookups: Lookups) -> SettingsContext {
        SettingsContext(
            userName: user.name, userID: getuid(), homeDirectory: user.home, localHostName: localHostName(),
            lookups: lookups, files: .disk,
            homeOfUser: { name in
                getpwnam(name).flatMap { $0.pointee.pw_dir }.map { String(cString: $0) }
            },
            identityFault: { Disk.fault($0) })
    }

    private static func localHostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension Lookups {
    /// The process's environment and the system's services.
    package static let system = Lookups(
        environment: { Environment.value($0) }, service: { Environment.servicePort($0) })
}

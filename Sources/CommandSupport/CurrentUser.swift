import CPosix

/// The person who runs the program, from the system's user database.
package struct CurrentUser: Sendable {
    /// The login name.
    package var name: String
    /// Without a final "/".
    package var home: String
    /// The shell for ProxyCommand, as ssh chooses it: SHELL of the environment, else /bin/sh.
    package var shell: String { Environment.value("SHELL").flatMap { $0.isEmpty ? nil : $0 } ?? "/bin/sh" }

    /// Looks the real user up; nil if the system does not know it. Blocks.
    package init?() {
        var name = [CChar](repeating: 0, count: 256)
        var home = [CChar](repeating: 0, count: 4096)
        guard sallyport_current_user(&name, name.count, &home, home.count) == 0 else { return nil }
        self.name = Self.text(name)
        self.home = Self.text(home)
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

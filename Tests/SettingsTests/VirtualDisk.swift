import Settings
import TunnelModel

/// A disk in memory, and a context on it: user `me`, id 1000, at /home/me on cam.example.org.
struct VirtualDisk {
    var files: [String: String] = [:]
    var modes: [String: UInt32] = [:]
    var owners: [String: UInt32] = [:]
    var unreadable: Set<String> = []
    var missingIdentities: Set<String> = []
    var variables = ["DIR": "/keys"]

    var lookups: Lookups {
        Lookups(environment: { [variables] in variables[$0] }, service: { ["http": 80, "ssh": 22][$0] })
    }

    var context: SettingsContext {
        SettingsContext(
            userName: "me", userID: 1000, homeDirectory: "/home/me", localHostName: "cam.example.org",
            lookups: lookups, files: ConfigFiles(read: read, glob: glob),
            homeOfUser: { $0 == "other" ? "/home/other" : nil },
            identityFault: { [missingIdentities] in missingIdentities.contains($0) ? "No such file or directory" : nil }
        )
    }

    /// The settings of `ssh -F /f` with this text in the file.
    static func settings(_ text: String, host: String = "h", _ options: String...) throws -> ClientSettings {
        let disk = VirtualDisk(files: ["/f": text])
        var draft = SettingsDraft()
        for option in options { try draft.apply(line: option, origin: .commandLine, lookups: disk.lookups) }
        return try SettingsSource(commandLine: draft, files: .named("/f"), verbosity: 0)
            .resolved(host: host, context: disk.context)
    }

    private var read: @Sendable (String) -> ConfigFiles.Answer {
        { [files, modes, owners, unreadable] path in
            if unreadable.contains(path) { return .unreadable("Permission denied") }
            guard let text = files[path] else { return .missing("No such file or directory") }
            return .file(Array(text.utf8), mode: modes[path] ?? 0o600, owner: owners[path] ?? 1000)
        }
    }

    private var glob: @Sendable (String) -> [String] {
        { [files, unreadable] pattern in
            let path = pattern.hasPrefix("~/") ? "/home/me/" + pattern.dropFirst(2) : pattern
            return (Array(files.keys) + unreadable).filter { HostPattern.single(path, matches: $0) }.sorted()
        }
    }
}

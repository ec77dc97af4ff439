/// What a sshd really does for a user, as `sshd -T -C` tells it.
package struct EffectiveConfiguration: Sendable, Equatable {
    private let fields: [String: [String]]

    /// Parses the output of `sshd -T`: a keyword in lower case and its value on each line.
    package init(_ text: String) {
        var fields: [String: [String]] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(separator: " ", maxSplits: 1)
            guard let keyword = words.first else { continue }
            fields[String(keyword), default: []].append(words.count > 1 ? String(words[1]) : "")
        }
        self.fields = fields
    }

    /// The value of a keyword, the first if it has several; nil if sshd does not know it.
    package subscript(keyword: String) -> String? { fields[keyword]?.first }

    /// All values of a keyword.
    package func values(_ keyword: String) -> [String] { fields[keyword] ?? [] }

    /// Asks a sshd, with a file of its own or the system's (nil), for a login from this host.
    /// - Throws: `DaemonError` with sshd's words if it does not accept its configuration.
    package static func read(sshd: String, file: String? = nil, user: String) async throws -> EffectiveConfiguration {
        let user = try ConfigurationWord.user(user)
        let place = file.map { ["-f", $0] } ?? []
        let words =
            [sshd, "-T"] + place + ["-C", "user=\(user),host=localhost,addr=127.0.0.1,laddr=127.0.0.1,lport=22"]
        let result = try await Program(words).run()
        guard result.status == 0 else {
            throw DaemonError("sshd does not accept its configuration: \(result.lastErrorLine)", advice: "run: sshd -t")
        }
        return EffectiveConfiguration(result.output)
    }
}

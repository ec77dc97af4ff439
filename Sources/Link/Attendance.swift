/// Whether a person waits for the session that this task makes: true for a link's first connection, false for all that
/// are made later in the background.
enum Attendance {
    @TaskLocal static var isAttended = true

    /// Whether this is worth telling: what is wrong with a key file was said when the link was made first.
    static func wants(_ event: LinkEvent) -> Bool {
        switch event {
        case .identityUnusable, .identityTooOpen, .wrongPassphrase: isAttended
        default: true
        }
    }
}

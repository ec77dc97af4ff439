import SSHDaemon

/// What happens to sshd, as lines for the log.
enum SSHDWords {
    /// nil for what nobody needs to read.
    static func line(_ event: SSHDEvent) -> String? {
        switch event {
        case .started(let pid): "sshd started, pid \(pid)"
        case .adopted(let pid): "the sshd of an earlier keeper goes on, pid \(pid)"
        case .answering: nil
        case .ended(let words, let pause): "sshd: \(words); it starts again in \(pause)"
        case .reloaded(.programsChanged): "sshd's programs have changed: it was told to start anew"
        case .reloaded(.configurationChanged), .reloaded(.adopted): "sshd was told to read its configuration"
        case .reloaded(.silent): "sshd does not answer: it was told to start anew"
        case .folderRestored(let folder): "\(folder) was gone, and is there again"
        case .silent(let words): "sshd does not answer: \(words)"
        case .troubled(let error): error.summary
        }
    }
}

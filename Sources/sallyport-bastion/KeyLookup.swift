import CPosix
import Enrollment
import KeeperProtocol
import TunnelModel

/// sshd's AuthorizedKeysCommand: `authorized-keys [--socket PATH] %u %f %t %k`. Prints the key's one line, or nothing.
enum KeyLookup {
    static let usage = "usage: sallyport-bastion authorized-keys [--socket PATH] USER FINGERPRINT TYPE KEY"

    static func run(_ words: [String]) -> Int32 {
        var words = words
        let socket = SocketOption.take(from: &words)
        guard words.count == 4 else {
            Console.complain(usage)
            return ExitStatus.usage
        }
        // A login or key of a form that nobody here has: no line, as for any stranger.
        guard let login = try? LoginName(words[0]), let key = PublicKey(text: "\(words[2]) \(words[3])") else {
            return ExitStatus.done
        }
        do {
            var line = ""
            let request = AuthorizedKeysRequest(login: login, key: key, monitor: sallyport_parent())
            _ = try Conversation.ask(request, socket: socket) { line += $0.text }
            if !line.isEmpty { Console.print(line + "\n") }
            return ExitStatus.done
        } catch {
            // sshd drops what this program says, so it goes to the log of logins too.
            sallyport_log_login(
                "sallyport-bastion authorized-keys: \((error as? any Diagnosable)?.summary ?? "\(error)")")
            return Console.report(error)
        }
    }
}

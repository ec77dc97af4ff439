/// `--socket PATH` or `--state DIR` among the first or last words of a helper's command, which the keeper wrote.
enum SocketOption {
    /// Takes the option out; gives the socket's path.
    static func take(from words: inout [String]) -> String {
        for (option, path) in [("--socket", { $0 }), ("--state", Conversation.socket)] as [(String, (String) -> String)]
        {
            guard let place = words.firstIndex(of: option), place + 1 < words.count else { continue }
            let value = words[place + 1]
            words.removeSubrange(place...place + 1)
            return path(value)
        }
        return Conversation.socket(state: Conversation.defaultState)
    }
}

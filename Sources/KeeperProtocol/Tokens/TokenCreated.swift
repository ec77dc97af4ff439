/// The answer to `token create` and `operator invite`.
package struct TokenCreated: Codable, Sendable, Hashable {
    /// What was made.
    package var token: TokenRecord
    /// The token itself. The keeper does not have it any more.
    package var word: TokenWord

    /// Puts the parts together.
    package init(token: TokenRecord, word: TokenWord) {
        self.token = token
        self.word = word
    }
}

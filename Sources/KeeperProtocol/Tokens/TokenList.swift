/// `token list`, in order of making.
package struct TokenList: KeeperQuestion {
    /// ``KeeperVerb/tokenList``.
    package static let verb = KeeperVerb.tokenList
    /// The items of its answer.
    package typealias Item = TokenRecord
    /// The end of its answer.
    package typealias End = ItemCount

    /// Whether spent, expired and revoked ones are listed too.
    package var includesOver: Bool

    /// Puts the parts together.
    package init(includesOver: Bool = false) {
        self.includesOver = includesOver
    }

    /// The request.
    package var request: KeeperRequest { .tokenList(self) }
}

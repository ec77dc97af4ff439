/// `export`: operators, then devices, then grants. It holds public keys and no secret.
package struct ExportRequest: KeeperQuestion {
    /// ``KeeperVerb/export``.
    package static let verb = KeeperVerb.export
    /// The items of its answer.
    package typealias Item = ExportRecord
    /// The end of its answer.
    package typealias End = ItemCount

    /// There is nothing to say.
    package init() {}

    /// The request.
    package var request: KeeperRequest { .export(self) }
}

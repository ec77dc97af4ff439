/// A part of an `import`. All parts on one connection are one import: it is done, in one transaction, when the last has
/// come, and a connection that ends before leaves nothing behind.
package struct ImportPart: KeeperQuestion {
    /// ``KeeperVerb/importPart``.
    package static let verb = KeeperVerb.importPart
    /// The end of its answer.
    package typealias End = ItemCount

    /// Some records, in the order of an export, as many as fit a line.
    package var records: [ExportRecord]
    /// Whether the import is complete with them.
    package var isLast: Bool

    /// Puts the parts together.
    package init(records: [ExportRecord], isLast: Bool) {
        self.records = records
        self.isLast = isLast
    }

    /// The request.
    package var request: KeeperRequest { .importPart(self) }
}

/// `status`.
package struct StatusRequest: KeeperQuestion {
    /// ``KeeperVerb/status``.
    package static let verb = KeeperVerb.status
    /// The end of its answer.
    package typealias End = KeeperStatus

    /// There is nothing to say.
    package init() {}

    /// The request.
    package var request: KeeperRequest { .status(self) }
}

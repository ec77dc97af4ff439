package import Enrollment

/// A device's `bound?`.
package struct SessionBound: KeeperQuestion {
    /// ``KeeperVerb/sessionBound``.
    package static let verb = KeeperVerb.sessionBound
    /// The end of its answer.
    package typealias End = BoundReply

    /// The device, from the generated command line.
    package var device: DeviceID
    /// What the device asked.
    package var question: BoundQuestion

    /// Puts the parts together.
    package init(device: DeviceID, question: BoundQuestion) {
        self.device = device
        self.question = question
    }

    /// The request.
    package var request: KeeperRequest { .sessionBound(self) }
}

package import Enrollment

/// A device's `hello`: its older sessions end before the answer.
package struct SessionHello: KeeperQuestion {
    /// ``KeeperVerb/sessionHello``.
    package static let verb = KeeperVerb.sessionHello
    /// The end of its answer.
    package typealias End = HelloReply

    /// The device, from the generated command line.
    package var device: DeviceID
    /// What the device said.
    package var hello: Hello
    /// Where its connection comes from.
    package var from: PeerAddress?

    /// Puts the parts together.
    package init(device: DeviceID, hello: Hello, from: PeerAddress? = nil) {
        self.device = device
        self.hello = hello
        self.from = from
    }

    /// The request.
    package var request: KeeperRequest { .sessionHello(self) }
}

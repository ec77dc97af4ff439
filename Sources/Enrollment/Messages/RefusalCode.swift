package import TunnelModel

/// What kind of refusal it is, one word for programs. The words are stable; a newer bastion may have more.
package struct RefusalCode: ValidatedText {
    /// `refusal code`.
    package static let kind = "refusal code"

    /// The word.
    package let text: String

    /// Checks a word: 1–40 of a–z and, in between, `-`.
    package init(_ text: String) throws(TextFault) {
        let isWord = text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == 0x2D }
        guard isWord, (1...40).contains(text.utf8.count), !text.hasPrefix("-"), !text.hasSuffix("-") else {
            throw TextFault(Self.kind, text, "only a-z and, in between, - are allowed")
        }
        self.text = text
    }

    private init(_ text: StaticString) { self.text = text.description }

    // What was asked.

    /// The request cannot be read, or says something impossible.
    package static let badRequest = RefusalCode("bad-request" as StaticString)
    /// A verb that is not in the list.
    package static let unknownVerb = RefusalCode("unknown-verb" as StaticString)
    /// A verb that this caller, or this role, may not use.
    package static let notAllowed = RefusalCode("not-allowed" as StaticString)
    /// More than is taken in one request.
    package static let tooLarge = RefusalCode("too-large" as StaticString)

    // What is in the registry.

    /// No such device, operator, grant or token.
    package static let notFound = RefusalCode("not-found" as StaticString)
    /// The name, or the key, belongs to another one already.
    package static let taken = RefusalCode("taken" as StaticString)
    /// It is in a state in which this cannot be done.
    package static let conflict = RefusalCode("conflict" as StaticString)
    /// No address, port or number is free, or a limit is reached.
    package static let exhausted = RefusalCode("exhausted" as StaticString)
    /// The device waits for approval.
    package static let pending = RefusalCode("pending" as StaticString)
    /// The device, operator or token was revoked.
    package static let revoked = RefusalCode("revoked" as StaticString)
    /// The token or the operator's time is over.
    package static let expired = RefusalCode("expired" as StaticString)
    /// No grant covers this operator, device and service at this time.
    package static let notGranted = RefusalCode("not-granted" as StaticString)
    /// The device is not connected, or its service not bound.
    package static let offline = RefusalCode("offline" as StaticString)

    // Enrollment.

    /// The token has been used as often as it may be.
    package static let tokenSpent = RefusalCode("token-spent" as StaticString)
    /// The signature over the new key is not good.
    package static let badSignature = RefusalCode("bad-signature" as StaticString)
    /// The host key that the enrollee saw is none of this bastion's.
    package static let wrongHostKey = RefusalCode("wrong-host-key" as StaticString)
    /// A key of a kind that is not taken.
    package static let unsupportedKey = RefusalCode("unsupported-key" as StaticString)

    // The keeper.

    /// Too much to do now; come again after `retryAfter`.
    package static let busy = RefusalCode("busy" as StaticString)
    /// The keeper is not reachable, or stopping.
    package static let unavailable = RefusalCode("unavailable" as StaticString)
    /// The registry cannot be read or written: a full disk, a read-only or corrupt file.
    package static let storage = RefusalCode("storage" as StaticString)
    /// The keeper, sshd or the system failed.
    package static let failed = RefusalCode("failed" as StaticString)

    /// All of ours.
    package static let known: [RefusalCode] = [
        .badRequest, .unknownVerb, .notAllowed, .tooLarge, .notFound, .taken, .conflict, .exhausted, .pending, .revoked,
        .expired, .notGranted, .offline, .tokenSpent, .badSignature, .wrongHostKey, .unsupportedKey, .busy,
        .unavailable, .storage, .failed,
    ]
}

package import Enrollment
package import StrictJSON

extension KeeperRequest {
    /// The answer to a line that is no request: `unknown-verb`, `too-large` or `bad-request`, and what is wrong where.
    package static func refusal(of fault: JSONFault) -> Refusal {
        if case .tooLong = fault.reason { return Refusal(.tooLarge, "the request is refused: \(fault)") }
        guard case .invalid = fault.reason, fault.place == .path("verb") else {
            return Refusal(.badRequest, "the request is refused: \(fault)")
        }
        return Refusal(.unknownVerb, "the request is refused: \(fault)", advice: "keeper and program differ in version")
    }
}

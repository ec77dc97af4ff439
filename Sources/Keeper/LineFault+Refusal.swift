import Enrollment

extension LineFault {
    /// The same in the words of the protocol.
    var refusal: Refusal {
        let code: RefusalCode =
            switch self {
            case .tooLong: .tooLarge
            case .tooSlow: .badRequest
            case .noAnswer: .busy
            case .stranger: .notAllowed
            }
        return Refusal(code, description)
    }
}

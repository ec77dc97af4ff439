extension Role {
    /// All verbs of the role: a closed list.
    package var verbs: [String] {
        switch self {
        case .device: DeviceVerb.allCases.map(\.rawValue)
        case .operator: OperatorVerb.words
        case .enroll: EnrolleeVerb.allCases.map(\.rawValue)
        }
    }

    /// The role with its article.
    var phrase: String {
        switch self {
        case .device: "a device"
        case .operator: "an operator"
        case .enroll: "an enrollee"
        }
    }
}

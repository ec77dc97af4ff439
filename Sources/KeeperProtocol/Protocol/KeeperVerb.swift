/// The verbs that the keeper knows, by their words on the wire.
package enum KeeperVerb: String, Codable, Sendable, Hashable, CaseIterable {
    // sshd's helpers.

    /// ``AuthorizedKeysRequest``.
    case authorizedKeys = "authorized-keys"
    /// ``SessionHello``.
    case sessionHello = "session-hello"
    /// ``SessionBound``.
    case sessionBound = "session-bound"
    /// ``SessionEnroll``.
    case sessionEnroll = "session-enroll"
    /// ``SessionList``.
    case sessionList = "session-list"
    /// ``SessionResolve``.
    case sessionResolve = "session-resolve"
    /// ``SessionOpen``.
    case sessionOpen = "session-open"
    /// ``SessionRelayed``.
    case sessionRelayed = "session-relayed"
    /// ``SessionWhoAmI``.
    case sessionWhoAmI = "session-whoami"
    /// ``SessionWhy``.
    case sessionWhy = "session-why"

    // Tokens.

    /// ``TokenCreate``.
    case tokenCreate = "token-create"
    /// ``TokenList``.
    case tokenList = "token-list"
    /// ``TokenRevoke``.
    case tokenRevoke = "token-revoke"

    // Devices.

    /// ``DeviceAdd``.
    case deviceAdd = "device-add"
    /// ``DeviceList``.
    case deviceList = "device-list"
    /// ``DeviceNames``.
    case deviceNames = "device-names"
    /// ``DeviceShow``.
    case deviceShow = "device-show"
    /// ``DeviceRename``.
    case deviceRename = "device-rename"
    /// ``DeviceLabel``.
    case deviceLabel = "device-label"
    /// ``DeviceApprove``.
    case deviceApprove = "device-approve"
    /// ``DeviceRevoke``.
    case deviceRevoke = "device-revoke"
    /// ``DeviceKick``.
    case deviceKick = "device-kick"

    // Operators.

    /// ``OperatorAdd``.
    case operatorAdd = "operator-add"
    /// ``OperatorInvite``.
    case operatorInvite = "operator-invite"
    /// ``OperatorList``.
    case operatorList = "operator-list"
    /// ``OperatorRevoke``.
    case operatorRevoke = "operator-revoke"

    // Grants.

    /// ``GrantAdd``.
    case grantAdd = "grant-add"
    /// ``GrantList``.
    case grantList = "grant-list"
    /// ``GrantEnd``.
    case grantEnd = "grant-end"

    // The whole.

    /// ``AuditQuery``.
    case audit
    /// ``WhyQuestion``.
    case why
    /// ``BackupRequest``.
    case backup
    /// ``RestoreRequest``.
    case restore
    /// ``ExportRequest``.
    case export
    /// ``ImportPart``.
    case importPart = "import"
    /// ``StatusRequest``.
    case status
}

import Enrollment
import StrictJSON
import TunnelModel

/// One request to the keeper. On the wire `{"v":1,"verb":"device-show","args":{"name":"cam-42"}}`, one line of at most
/// 64 KiB; on one connection one after the other, each answered before the next is read.
package enum KeeperRequest: JSONMessage, Hashable {
    /// ``AuthorizedKeysRequest``.
    case authorizedKeys(AuthorizedKeysRequest)
    /// ``SessionHello``.
    case sessionHello(SessionHello)
    /// ``SessionBound``.
    case sessionBound(SessionBound)
    /// ``SessionEnroll``.
    case sessionEnroll(SessionEnroll)
    /// ``SessionList``.
    case sessionList(SessionList)
    /// ``SessionResolve``.
    case sessionResolve(SessionResolve)
    /// ``SessionOpen``.
    case sessionOpen(SessionOpen)
    /// ``SessionRelayed``.
    case sessionRelayed(SessionRelayed)
    /// ``SessionWhoAmI``.
    case sessionWhoAmI(SessionWhoAmI)
    /// ``SessionWhy``.
    case sessionWhy(SessionWhy)
    /// ``TokenCreate``.
    case tokenCreate(TokenCreate)
    /// ``TokenList``.
    case tokenList(TokenList)
    /// ``TokenRevoke``.
    case tokenRevoke(TokenRevoke)
    /// ``DeviceAdd``.
    case deviceAdd(DeviceAdd)
    /// ``DeviceList``.
    case deviceList(DeviceList)
    /// ``DeviceNames``.
    case deviceNames(DeviceNames)
    /// ``DeviceShow``.
    case deviceShow(DeviceShow)
    /// ``DeviceRename``.
    case deviceRename(DeviceRename)
    /// ``DeviceLabel``.
    case deviceLabel(DeviceLabel)
    /// ``DeviceApprove``.
    case deviceApprove(DeviceApprove)
    /// ``DeviceRevoke``.
    case deviceRevoke(DeviceRevoke)
    /// ``DeviceKick``.
    case deviceKick(DeviceKick)
    /// ``OperatorAdd``.
    case operatorAdd(OperatorAdd)
    /// ``OperatorInvite``.
    case operatorInvite(OperatorInvite)
    /// ``OperatorList``.
    case operatorList(OperatorList)
    /// ``OperatorRevoke``.
    case operatorRevoke(OperatorRevoke)
    /// ``GrantAdd``.
    case grantAdd(GrantAdd)
    /// ``GrantList``.
    case grantList(GrantList)
    /// ``GrantEnd``.
    case grantEnd(GrantEnd)
    /// ``AuditQuery``.
    case audit(AuditQuery)
    /// ``WhyQuestion``.
    case why(WhyQuestion)
    /// ``BackupRequest``.
    case backup(BackupRequest)
    /// ``RestoreRequest``.
    case restore(RestoreRequest)
    /// ``ExportRequest``.
    case export(ExportRequest)
    /// ``ImportPart``.
    case importPart(ImportPart)
    /// ``StatusRequest``.
    case status(StatusRequest)

    /// ``ProtocolVersion/current``.
    package static var version: Int { ProtocolVersion.current }

    private enum Key: String, CodingKey {
        case verb, args
    }

    /// Reads a verb and what it needs.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func read<Question: KeeperQuestion>(_ type: Question.Type) throws -> KeeperRequest {
            try container.decode(type, forKey: .args).request
        }
        let word = try container.decode(String.self, forKey: .verb)
        guard let verb = KeeperVerb(rawValue: word) else {
            throw DecodingError.dataCorruptedError(
                forKey: .verb, in: container, debugDescription: "unknown verb '\(PlainText(cleaning: word))'")
        }
        switch verb {
        case .authorizedKeys: self = try read(AuthorizedKeysRequest.self)
        case .sessionHello: self = try read(SessionHello.self)
        case .sessionBound: self = try read(SessionBound.self)
        case .sessionEnroll: self = try read(SessionEnroll.self)
        case .sessionList: self = try read(SessionList.self)
        case .sessionResolve: self = try read(SessionResolve.self)
        case .sessionOpen: self = try read(SessionOpen.self)
        case .sessionRelayed: self = try read(SessionRelayed.self)
        case .sessionWhoAmI: self = try read(SessionWhoAmI.self)
        case .sessionWhy: self = try read(SessionWhy.self)
        case .tokenCreate: self = try read(TokenCreate.self)
        case .tokenList: self = try read(TokenList.self)
        case .tokenRevoke: self = try read(TokenRevoke.self)
        case .deviceAdd: self = try read(DeviceAdd.self)
        case .deviceList: self = try read(DeviceList.self)
        case .deviceNames: self = try read(DeviceNames.self)
        case .deviceShow: self = try read(DeviceShow.self)
        case .deviceRename: self = try read(DeviceRename.self)
        case .deviceLabel: self = try read(DeviceLabel.self)
        case .deviceApprove: self = try read(DeviceApprove.self)
        case .deviceRevoke: self = try read(DeviceRevoke.self)
        case .deviceKick: self = try read(DeviceKick.self)
        case .operatorAdd: self = try read(OperatorAdd.self)
        case .operatorInvite: self = try read(OperatorInvite.self)
        case .operatorList: self = try read(OperatorList.self)
        case .operatorRevoke: self = try read(OperatorRevoke.self)
        case .grantAdd: self = try read(GrantAdd.self)
        case .grantList: self = try read(GrantList.self)
        case .grantEnd: self = try read(GrantEnd.self)
        case .audit: self = try read(AuditQuery.self)
        case .why: self = try read(WhyQuestion.self)
        case .backup: self = try read(BackupRequest.self)
        case .restore: self = try read(RestoreRequest.self)
        case .export: self = try read(ExportRequest.self)
        case .importPart: self = try read(ImportPart.self)
        case .status: self = try read(StatusRequest.self)
        }
    }

    /// Writes the verb, then what it needs.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(verb, forKey: .verb)
        try container.encode(question, forKey: .args)
    }

    /// The verb.
    package var verb: KeeperVerb { type(of: question).verb }

    /// What is asked, whatever it is.
    package var question: any KeeperQuestion {
        switch self {
        case .authorizedKeys(let question): question
        case .sessionHello(let question): question
        case .sessionBound(let question): question
        case .sessionEnroll(let question): question
        case .sessionList(let question): question
        case .sessionResolve(let question): question
        case .sessionOpen(let question): question
        case .sessionRelayed(let question): question
        case .sessionWhoAmI(let question): question
        case .sessionWhy(let question): question
        case .tokenCreate(let question): question
        case .tokenList(let question): question
        case .tokenRevoke(let question): question
        case .deviceAdd(let question): question
        case .deviceList(let question): question
        case .deviceNames(let question): question
        case .deviceShow(let question): question
        case .deviceRename(let question): question
        case .deviceLabel(let question): question
        case .deviceApprove(let question): question
        case .deviceRevoke(let question): question
        case .deviceKick(let question): question
        case .operatorAdd(let question): question
        case .operatorInvite(let question): question
        case .operatorList(let question): question
        case .operatorRevoke(let question): question
        case .grantAdd(let question): question
        case .grantList(let question): question
        case .grantEnd(let question): question
        case .audit(let question): question
        case .why(let question): question
        case .backup(let question): question
        case .restore(let question): question
        case .export(let question): question
        case .importPart(let question): question
        case .status(let question): question
        }
    }
}

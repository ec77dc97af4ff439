import TunnelModel

/// One line of an export: an object with the format's version and one of the members.
///
/// Names stand for numbers, so that a registry can be put together by hand or from another inventory. What is absent
/// takes its default; what nobody knows is refused.
struct TransferLine: Codable, Equatable {
    /// The version of the format that we write.
    static let version = 1

    var v = TransferLine.version
    var registry: Head?
    var device: DeviceLine?
    var `operator`: OperatorLine?
    var grant: GrantLine?
    var setting: SettingLine?
    var end: End?

    /// The first line of an export.
    struct Head: Codable, Equatable {
        var exported: UTCTime
    }

    /// The last line of an export, which tells that none is missing.
    struct End: Codable, Equatable {
        /// How many lines there are between the first and the last.
        var lines: Int
    }

    struct DeviceLine: Codable, Equatable {
        var name: DeviceName
        var address: DeviceAddress?
        var state: DeviceState?
        var key: String?
        var retiredKeys: [String]?
        var labels: [Label]?
        var services: [ServiceLine]?
        var facts: MachineFacts?
        var version: PlainText?
        var bootID: PlainText?
        var machineID: PlainText?
        var created: UTCTime?
        var lastSeen: UTCTime?
        var from: PlainText?
        var ended: PlainText?
    }

    struct ServiceLine: Codable, Equatable {
        var name: ServiceName
        var host: PlainText
        var port: UInt16
        /// The port on the bastion.
        var at: UInt16?
        var announced: Bool?
    }

    struct OperatorLine: Codable, Equatable {
        var name: OperatorName
        var state: OperatorState?
        var groups: [GroupName]?
        var keys: [String]?
        var created: UTCTime?
    }

    struct GrantLine: Codable, Equatable {
        var `operator`: OperatorName?
        var group: GroupName?
        var device: DeviceName?
        var pattern: NamePattern?
        var label: Label?
        var services: [ServiceName]?
        var until: UTCTime?
    }

    struct SettingLine: Codable, Equatable {
        var name: SettingName
        var value: String
    }
}

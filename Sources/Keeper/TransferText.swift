import Enrollment
import KeeperProtocol
import Registry
import StrictJSON
import TunnelModel

/// Records of an import as the registry reads them: its own lines of JSON.
struct TransferText: Encodable {
    struct Place: Encodable {
        var name: ServiceName
        var host: PlainText
        var port: UInt16
        var at: UInt16?
        var announced: Bool
    }

    struct Machine: Encodable {
        var name: DeviceName
        var address: DeviceAddress?
        var state: String
        var key: String?
        var labels: [Label]
        var services: [Place]
        var created: UTCTime?
    }

    struct Person: Encodable {
        var name: OperatorName
        var state: String
        var groups: [GroupName]
        var keys: [String]
        var created: UTCTime?
    }

    struct Permission: Encodable {
        var `operator`: OperatorName?
        var group: GroupName?
        var device: DeviceName?
        var pattern: NamePattern?
        var label: Label?
        var services: [ServiceName]
        var until: UTCTime?
    }

    var v = 1
    var device: Machine?
    var `operator`: Person?
    var grant: Permission?

    init(_ record: ExportRecord) {
        switch record {
        case .device(let device):
            let state = device.standing == .reserved ? DeviceStanding.accepted : device.standing
            self.device = Machine(
                name: device.name, address: device.address, state: state.rawValue, key: device.key?.description,
                labels: device.labels,
                services: device.services.map { service in
                    Place(
                        name: service.name, host: PlainText(cleaning: service.target.host), port: service.target.port,
                        at: service.port, announced: false)
                }, created: device.created)
        case .operator(let person):
            self.operator = Person(
                name: person.name, state: person.isRevoked ? "revoked" : "accepted", groups: person.groups,
                keys: person.keys.map(\.description), created: person.created)
        case .grant(let grant):
            var permission = Permission(services: grant.services, until: grant.until)
            switch grant.to {
            case .operator(let name): permission.operator = name
            case .group(let name): permission.group = name
            }
            switch grant.target {
            case .device(let name): permission.device = name
            case .pattern(let pattern): permission.pattern = pattern
            case .label(let label): permission.label = label
            }
            self.grant = permission
        }
    }

    /// The line, without a newline.
    func line() throws -> [UInt8] { try StrictEncoder(limits: JSONLimits(bytes: 1 << 20)).encode(self) }
}

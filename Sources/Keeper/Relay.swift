import Enrollment
import TunnelModel

/// A relay of standard streams that an operator has open.
struct Relay: Sendable {
    var service: DeviceService
    var by: WireOperatorID
    var name: OperatorName
}

package import TunnelModel

/// Whether an operator may reach a service, and by what or why not.
package enum Verdict: Sendable, Hashable {
    /// It may, by this grant.
    case allowed(Route, by: Grant)
    /// It may not.
    case denied(Denial)

    /// Where a service is reached.
    package struct Route: Sendable, Hashable {
        /// The device's number.
        package var device: DeviceID
        /// The device's name.
        package var name: DeviceName
        /// The service's name.
        package var service: ServiceName
        /// Where the operator's sshd connects to.
        package var permit: Permit
    }

    /// What is missing.
    package enum Denial: Sendable, Hashable {
        /// There is no such operator.
        case noOperator
        /// The operator is shut out.
        case operatorRevoked
        /// No grant means this device and service.
        case noGrant
        /// The latest grant that meant them is over since.
        case grantEnded(GrantID, UTCTime)
        /// Granted, but there is no device of that name.
        case noDevice
        /// Granted, but the device waits for approval.
        case devicePending
        /// Granted, but the device is shut out.
        case deviceRevoked
        /// Granted, but the device offers only these.
        case noService([ServiceName])
    }
}

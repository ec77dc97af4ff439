package import TunnelModel

/// One service of one device, `cam-42:rtsp`.
package struct DeviceService: ValidatedText {
    /// `DEVICE:SERVICE`.
    package static let kind = "DEVICE:SERVICE"

    /// The device.
    package let device: DeviceName
    /// The service.
    package let service: ServiceName

    /// `device:service`.
    package var text: String { "\(device):\(service)" }

    /// A service of a device.
    package init(device: DeviceName, service: ServiceName) {
        self.device = device
        self.service = service
    }

    /// Checks a text.
    package init(_ text: String) throws(TextFault) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw TextFault(Self.kind, text, "write it as cam-42:rtsp") }
        device = try DeviceName(parts[0])
        service = try ServiceName(parts[1])
    }
}

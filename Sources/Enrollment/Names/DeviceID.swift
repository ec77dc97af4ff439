/// The registry's number of a device.
package struct DeviceID: RecordID {
    /// 1 or more.
    package let number: Int64

    /// Takes a number of the registry; nil below 1.
    package init?(number: Int64) {
        guard number >= 1 else { return nil }
        self.number = number
    }
}

import Enrollment
package import StrictJSON
import TunnelModel

extension DeviceRecord: JSONRow {
    /// Reads all members; nil if one is not right.
    package init?(row: inout JSONRowReader) {
        guard case .integer(let number)? = row.take("id"), let id = DeviceID(number: number),
            let name = row.text("name", DeviceName.self), let address = row.text("address", DeviceAddress.self),
            case .string(let word)? = row.take("standing"), let standing = DeviceStanding(rawValue: word),
            case .bool(let isOnline)? = row.take("isOnline"), let since = row.optional("since", UTCTime.self),
            let lastSeen = row.optional("lastSeen", UTCTime.self),
            let lastEnd = row.optional("lastEnd", PlainText.self),
            let from = row.optional("from", PlainText.self), let agent = row.optional("agent", PlainText.self),
            let labels = row.texts("labels", Label.self), let services = row.rows("services", of: ServiceRecord.self),
            let cloneSince = row.optional("cloneSince", UTCTime.self)
        else { return nil }
        self.init(
            id: id, name: name, address: address, standing: standing, isOnline: isOnline, since: since,
            lastSeen: lastSeen, lastEnd: lastEnd, from: from, agent: agent, labels: labels, services: services,
            cloneSince: cloneSince)
    }

    /// Writes all members.
    package func write(to row: inout JSONRowWriter) {
        row.write("id", id.number)
        row.write("name", name.text)
        row.write("address", address.text)
        row.write("standing", standing.rawValue)
        row.write("isOnline", isOnline)
        row.write("since", since?.text)
        row.write("lastSeen", lastSeen?.text)
        row.write("lastEnd", lastEnd?.text)
        row.write("from", from?.text)
        row.write("agent", agent?.text)
        row.write("labels", labels.map(\.text))
        row.write("services", rows: services)
        row.write("cloneSince", cloneSince?.text)
    }
}

extension ServiceRecord: JSONRow {
    /// Reads all members; nil if one is not right.
    package init?(row: inout JSONRowReader) {
        guard let name = row.text("name", ServiceName.self), let target = row.text("target", HostPort.self),
            case .integer(let number)? = row.take("port"), let port = UInt16(exactly: number),
            case .bool(let isOffered)? = row.take("isOffered")
        else { return nil }
        self.init(name: name, target: target, port: port, isOffered: isOffered)
    }

    /// Writes all members.
    package func write(to row: inout JSONRowWriter) {
        row.write("name", name.text)
        row.write("target", target.text)
        row.write("port", Int64(port))
        row.write("isOffered", isOffered)
    }
}

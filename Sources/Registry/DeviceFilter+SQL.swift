import GRDB
import TunnelModel

extension DeviceFilter {
    /// What stands after WHERE for a table `devices d`, and its arguments.
    var condition: (sql: String, arguments: StatementArguments) {
        var parts = ["1"]
        var arguments = StatementArguments()
        if let names {
            parts.append(names.isExact ? "d.name = ?" : "d.name GLOB ?")
            arguments += [names.text]
        }
        if let state {
            parts.append("d.state = ?")
            arguments += [state.rawValue]
        }
        for label in labels {
            let value = label.value == nil ? "" : " AND l.value = ?"
            parts.append("EXISTS (SELECT 1 FROM labels l WHERE l.device_id = d.id AND l.key = ?\(value))")
            arguments += [label.key]
            if let value = label.value { arguments += [value] }
        }
        if let after {
            parts.append("d.name > ?")
            arguments += [after.text]
        }
        return (parts.joined(separator: " AND "), arguments)
    }
}

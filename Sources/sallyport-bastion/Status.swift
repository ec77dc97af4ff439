import ArgumentParser
import Enrollment
import KeeperProtocol
import TunnelModel

/// `status`: how the keeper is.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Say how the keeper is.")
    @OptionGroup var place: Place
    @Flag(help: "As one JSON object.") var json = false

    func run() throws {
        let status = try place.ask(StatusRequest())
        if json { return try JSONText.print(status) }
        var table = Table("version", status.version.text)
        table.add("runs since", status.since.text)
        table.add("state", status.state.text)
        table.add("sshd", status.sshd?.text)
        table.add("reached at", status.whereabouts.bastions.map(\.text).joined(separator: " "))
        table.add("host keys", status.whereabouts.hostKeys.map(\.description).joined(separator: " "))
        table.add("devices", "\(status.devices), \(status.online) online, \(status.pending) pending")
        table.add("operators", String(status.operators))
        table.add("sessions", String(status.sessions))
        table.add("last backup", status.lastBackup?.text)
        for warning in status.warnings { table.add("warning", warning.text) }
        Console.print(table.text)
    }
}

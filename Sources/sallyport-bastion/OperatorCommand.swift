import ArgumentParser
import Enrollment
import KeeperProtocol
import TunnelModel

/// `operator …`.
struct OperatorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator", abstract: "Add, invite and list operators.",
        subcommands: [Add.self, Invite.self, List.self, Revoke.self])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add an operator, or one more key for one.")
        @OptionGroup var place: Place
        @Argument(help: "The operator's name.") var name: String
        @Option(help: ArgumentHelp("The public key, or the file that has it.", valueName: "key")) var key: String
        @Option(parsing: .singleValue, help: ArgumentHelp("A group; may be repeated.", valueName: "name"))
        var group: [String] = []

        func run() throws {
            let found = try place.ask(
                OperatorAdd(
                    name: try OperatorName(name), key: try KeyArgument.key(key),
                    groups: try group.map { try GroupName($0) }))
            Console.print("\(found.name) has \(found.keys.count) \(found.keys.count == 1 ? "key" : "keys")\n")
        }
    }

    struct Invite: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a token with which an operator enrolls.")
        @OptionGroup var place: Place
        @Argument(help: "The operator's name.") var name: String
        @Option(parsing: .singleValue, help: ArgumentHelp("A group; may be repeated.", valueName: "name"))
        var group: [String] = []
        @Option(name: [.long, .customLong("expires")], help: ArgumentHelp("Until when it is good.", valueName: "end"))
        var until = "24h"
        @Option(help: ArgumentHelp("From where alone it may be used.", valueName: "cidr")) var from: String?
        @Flag(help: "Print it as a QR code too.") var qr = false

        func run() throws {
            let made = try place.ask(
                OperatorInvite(
                    name: try OperatorName(name), groups: try group.map { try GroupName($0) }, until: try Until(until),
                    from: try from.map { try NetworkRange($0) }))
            try TokenTexts.hand(made, qr: qr)
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List operators.")
        @OptionGroup var place: Place
        @Flag(help: "One JSON object a line.") var json = false
        @Flag(help: "Names alone.") var names = false

        func run() throws {
            if json { return try place.dump(OperatorList()) }
            let all = try place.all(OperatorList())
            if names { return Console.print(all.map { "\($0.name)\n" }.joined()) }
            var table = Table("NAME", "STATE", "SESSIONS", "LAST SEEN", "FROM", "GROUPS", "KEYS")
            for found in all {
                table.add(
                    found.name.text, found.isRevoked ? "revoked" : "accepted", String(found.sessions),
                    found.lastSeen.map { Span.ago($0, now: Now.time) }, found.from?.text,
                    found.groups.map(\.text).joined(separator: " "),
                    found.keys.map(\.description).joined(separator: " "))
            }
            Console.print(table.text)
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shut an operator out and end its sessions.")
        @OptionGroup var place: Place
        @Argument(help: "The operator's name.") var name: String

        func run() throws {
            Console.print("sessions ended: \(try place.ask(OperatorRevoke(name: try OperatorName(name))).count)\n")
        }
    }
}

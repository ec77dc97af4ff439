import ArgumentParser
import Enrollment
import KeeperProtocol
import TunnelModel

/// `token …`.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and revoke enrollment tokens.",
        subcommands: [Create.self, List.self, Revoke.self])

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print a token with which devices enroll.")
        @OptionGroup var place: Place
        @Option(help: ArgumentHelp("The device's name, or a template: cam-{n}, site-{host}.", valueName: "name"))
        var device: String
        @Option(help: ArgumentHelp("How many devices may use it; more than one needs a template.", valueName: "n"))
        var uses = 1
        @Option(name: [.long, .customLong("expires")], help: ArgumentHelp("Until when it is good.", valueName: "end"))
        var until = "24h"
        @Option(parsing: .singleValue, help: ArgumentHelp("A label for its devices.", valueName: "key[=value]"))
        var label: [String] = []
        @Option(
            parsing: .singleValue, help: ArgumentHelp("A service for its devices.", valueName: "name=host:port"))
        var service: [String] = []
        @Flag(help: "Put new hardware in the place of the device: name, address, grants and labels stay.")
        var replace = false
        @Flag(help: "Its devices wait for approval; so it is with a template.") var pending = false
        @Flag(help: "Its devices are let in at once; so it is with a name.") var autoAccept = false
        @Option(help: ArgumentHelp("From where alone it may be used.", valueName: "cidr")) var from: String?
        @Flag(help: "Print it as a QR code too.") var qr = false

        func run() throws {
            if pending && autoAccept { throw ValidationError("--pending and --auto-accept exclude each other") }
            let naming: TokenNaming =
                device.contains("{") ? .devices(try PlainText(device)) : .device(try DeviceName(device))
            let made = try place.ask(
                TokenCreate(
                    naming: naming, uses: uses, until: try Until(until), labels: try label.map { try Label($0) },
                    services: try service.map { try Self.service($0) }, replaces: replace,
                    accepts: pending ? false : autoAccept ? true : nil, from: try from.map { try NetworkRange($0) }))
            try TokenTexts.hand(made, qr: qr)
        }

        private static func service(_ text: String) throws -> OfferedService {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw ValidationError("'\(text)' is no service: write it as web=127.0.0.1:80")
            }
            return OfferedService(name: try ServiceName(parts[0]), target: try HostPort(parts[1]))
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List tokens that would still enroll.")
        @OptionGroup var place: Place
        @Flag(help: "Those that are used up, over or revoked too.") var all = false
        @Flag(help: "One JSON object a line.") var json = false

        func run() throws {
            let question = TokenList(includesOver: all)
            if json { return try place.dump(question) }
            var table = Table("TOKEN", "FOR", "LEFT", "UNTIL", "LABELS", "FROM", "MADE BY", "STATE")
            for token in try place.all(question) {
                table.add(
                    token.id.description, TokenTexts.naming(token.naming), "\(token.usesLeft)/\(token.uses)",
                    token.expires.text, token.labels.map(\.text).joined(separator: " "), token.from?.text,
                    token.createdBy.text, TokenTexts.state(token, now: Now.time))
            }
            Console.print(table.text)
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke a token, and list whom it enrolled.")
        @OptionGroup var place: Place
        @Argument(help: "The token's number, as in the list.") var token: String
        @Flag(help: "Shut out what it enrolled too.") var devices = false

        func run() throws {
            guard let id = TokenID(token) else { throw ValidationError("'\(token)' is no token's number") }
            var table = Table("ENROLLED", "TIME", "FROM", "STATE")
            let question = TokenRevoke(token: id, revokesEnrolled: devices)
            for use in try place.all(question) {
                table.add(use.name.text, use.time.text, use.from?.text, use.isRevoked ? "revoked" : "stays")
            }
            Console.print(table.text)
        }
    }
}

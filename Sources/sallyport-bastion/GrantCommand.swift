import ArgumentParser
import Enrollment
import KeeperProtocol
import TunnelModel

/// `grant …`.
struct GrantCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: "Permit operators what they may reach.",
        subcommands: [Add.self, List.self, End.self])

    /// Who is permitted.
    struct Subject: ParsableArguments {
        @Argument(help: "The operator's name.") var operatorName: String?
        @Option(help: ArgumentHelp("A group instead of an operator.", valueName: "name")) var group: String?

        func subject() throws -> GrantSubject? {
            switch (operatorName, group) {
            case (let name?, nil): .operator(try OperatorName(name))
            case (nil, let group?): .group(try GroupName(group))
            case (nil, nil): nil
            default: throw ValidationError("an operator or a --group, not both")
            }
        }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Permit services on devices.")
        @OptionGroup var place: Place
        @OptionGroup var subject: Subject
        @Option(help: ArgumentHelp("A device's name or a pattern, as 'cam-*'.", valueName: "pattern"))
        var device: String?
        @Option(help: ArgumentHelp("Devices with this label instead.", valueName: "key[=value]")) var label: String?
        @Option(parsing: .singleValue, help: ArgumentHelp("A service; may be repeated. None: all.", valueName: "name"))
        var service: [String] = []
        @Option(help: ArgumentHelp("Until when: 8h, 30d, 2026-12-31T23:59:59Z.", valueName: "end")) var until: String?

        func run() throws {
            guard let to = try subject.subject() else { throw ValidationError("name an operator or a --group") }
            let target: GrantTarget
            switch (device, label) {
            case (let text?, nil):
                let pattern = try NamePattern(text)
                target = pattern.isExact ? .device(try DeviceName(text)) : .pattern(pattern)
            case (nil, let text?): target = .label(try Label(text))
            default: throw ValidationError("name devices by --device or by --label")
            }
            let grant = try place.ask(
                GrantAdd(
                    to: to, target: target, services: try service.map { try ServiceName($0) },
                    until: try until.map { try Until($0) }))
            Console.print("grant \(grant.id)\(grant.until.map { " until \($0)" } ?? "")\n")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List grants that hold.")
        @OptionGroup var place: Place
        @OptionGroup var subject: Subject
        @Option(help: ArgumentHelp("Only those that mean this device.", valueName: "name")) var device: String?
        @Flag(help: "Those that have ended too.") var all = false
        @Flag(help: "One JSON object a line.") var json = false

        func run() throws {
            let question = GrantList(
                to: try subject.subject(), device: try device.map { try DeviceName($0) }, includesEnded: all)
            if json { return try place.dump(question) }
            var table = Table("GRANT", "TO", "DEVICES", "SERVICES", "UNTIL", "ENDED", "BY")
            for grant in try place.all(question) {
                table.add(
                    grant.id.description, Self.words(grant.to), Self.words(grant.target),
                    grant.services.isEmpty ? "all" : grant.services.map(\.text).joined(separator: " "),
                    grant.until?.text, grant.ended?.text, grant.createdBy.text)
            }
            Console.print(table.text)
        }

        private static func words(_ subject: GrantSubject) -> String {
            switch subject {
            case .operator(let name): name.text
            case .group(let name): "group \(name)"
            }
        }

        private static func words(_ target: GrantTarget) -> String {
            switch target {
            case .device(let name): name.text
            case .pattern(let pattern): pattern.text
            case .label(let label): "label \(label)"
            }
        }
    }

    struct End: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a grant now, and the sessions of those who lose it.")
        @OptionGroup var place: Place
        @Argument(help: "The grant's number, as in the list.") var grant: String

        func run() throws {
            guard let id = GrantID(grant) else { throw ValidationError("'\(grant)' is no grant's number") }
            Console.print("sessions ended: \(try place.ask(GrantEnd(grant: id)).count)\n")
        }
    }
}

import ArgumentParser
import KeeperProtocol
import TunnelModel

/// `device …`.
struct DeviceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "Add, list and change devices.",
        subcommands: [
            Add.self, List.self, Show.self, Rename.self, LabelDevice.self, Approve.self, Revoke.self, Kick.self,
        ])

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a device by hand; without a key its name is reserved for a token.")
        @OptionGroup var place: Place
        @Argument(help: "The device's name.") var name: String
        @Option(help: ArgumentHelp("Its public key, or the file that has it.", valueName: "key")) var key: String?
        @Option(parsing: .singleValue, help: ArgumentHelp("A label; may be repeated.", valueName: "key[=value]"))
        var label: [String] = []

        func run() throws {
            let device = try place.ask(
                DeviceAdd(
                    name: try DeviceName(name), key: try key.map { try KeyArgument.key($0) },
                    labels: try label.map { try Label($0) }))
            Console.print("\(device.name) is \(device.standing.rawValue), address \(device.address)\n")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List devices.")
        @OptionGroup var place: Place
        @OptionGroup var choice: Choice
        @Flag(help: "One JSON object a line.") var json = false
        @Flag(help: "Names alone.") var names = false

        func run() throws {
            let selection = try choice.selection()
            if names {
                var output = Output()
                _ = try place.ask(DeviceNames(selection: selection)) { output.add(Array(($0.text + "\n").utf8)) }
                return output.flush()
            }
            if json { return try place.dump(DeviceList(selection: selection)) }
            Console.print(DeviceTexts.table(try place.all(DeviceList(selection: selection)), now: Now.time))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show all about a device.")
        @OptionGroup var place: Place
        @Argument(help: "The device's name.") var name: String
        @Flag(help: "As one JSON object.") var json = false

        func run() throws {
            let detail = try place.ask(DeviceShow(name: try DeviceName(name)))
            if json { return try JSONText.print(detail) }
            Console.print(DeviceTexts.page(detail))
        }
    }

    struct Rename: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a device another name; its address, ports, key and grants stay.")
        @OptionGroup var place: Place
        @Argument(help: "Its name now.") var name: String
        @Argument(help: "Its new name.") var newName: String

        func run() throws {
            _ = try place.ask(DeviceRename(name: try DeviceName(name), newName: try DeviceName(newName)))
        }
    }

    struct LabelDevice: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "label", abstract: "Set labels, or with --remove take them away.")
        @OptionGroup var place: Place
        @Argument(help: "The device's name.") var name: String
        @Argument(help: ArgumentHelp("Labels to set.", valueName: "key[=value]")) var labels: [String] = []
        @Option(parsing: .singleValue, help: ArgumentHelp("A label to remove; may be repeated.", valueName: "key"))
        var remove: [String] = []

        func run() throws {
            let device = try place.ask(
                DeviceLabel(
                    name: try DeviceName(name), set: try labels.map { try Label($0) },
                    remove: try remove.map { try Label($0) }))
            Console.print("\(device.name): \(device.labels.map(\.text).joined(separator: " "))\n")
        }
    }

    struct Approve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a pending or revoked device in, and put out a clone alarm.")
        @OptionGroup var place: Place
        @Argument(help: "The device's name.") var name: String

        func run() throws { _ = try place.ask(DeviceApprove(name: try DeviceName(name))) }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shut a device out and end its sessions.")
        @OptionGroup var place: Place
        @Argument(help: "The device's name.") var name: String

        func run() throws {
            Console.print("sessions ended: \(try place.ask(DeviceRevoke(name: try DeviceName(name))).count)\n")
        }
    }

    struct Kick: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a device's sessions; it may come back at once.")
        @OptionGroup var place: Place
        @Argument(help: "The device's name.") var name: String

        func run() throws {
            Console.print("sessions ended: \(try place.ask(DeviceKick(name: try DeviceName(name))).count)\n")
        }
    }
}

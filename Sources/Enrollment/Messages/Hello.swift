import StrictJSON
package import TunnelModel

/// What an agent says first on a new link: the verb `hello`, with this as the one line on its standard input.
package struct Hello: JSONMessage, Hashable {
    /// ``ProtocolVersion/current``.
    package static var version: Int { ProtocolVersion.current }
    /// How many services a device may offer.
    package static let maximumServices = 256

    /// The agent's version.
    package var agent: PlainText
    /// The kernel's boot id. Two of them by turns on one key are two machines.
    package var bootID: PlainText
    /// A word that the agent's process made up at its start: tells a restart from a new link.
    package var runID: PlainText?
    /// All services that it wants to offer, at most ``maximumServices``, each name once.
    package var services: [OfferedService]
    /// What it says of its machine.
    package var facts: MachineFacts
    /// Why its link before this one ended, in the agent's words.
    package var lastEnd: PlainText?

    /// A hello. Names that are there twice, or too many, are refused by the reader.
    package init(
        agent: PlainText, bootID: PlainText, runID: PlainText? = nil, services: [OfferedService],
        facts: MachineFacts = MachineFacts(), lastEnd: PlainText? = nil
    ) {
        self.agent = agent
        self.bootID = bootID
        self.runID = runID
        self.services = services
        self.facts = facts
        self.lastEnd = lastEnd
    }

    private enum CodingKeys: String, CodingKey {
        case agent, bootID, runID, services, facts, lastEnd
    }

    /// Reads it and checks the services.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        agent = try container.decode(PlainText.self, forKey: .agent)
        bootID = try container.decode(PlainText.self, forKey: .bootID)
        runID = try container.decodeIfPresent(PlainText.self, forKey: .runID)
        services = try container.decode([OfferedService].self, forKey: .services)
        facts = try container.decode(MachineFacts.self, forKey: .facts)
        lastEnd = try container.decodeIfPresent(PlainText.self, forKey: .lastEnd)
        guard services.count <= Self.maximumServices else {
            throw DecodingError.dataCorruptedError(
                forKey: .services, in: container, debugDescription: "at most \(Self.maximumServices) services are taken"
            )
        }
        guard Set(services.map(\.name)).count == services.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .services, in: container, debugDescription: "a service name is there twice")
        }
    }
}

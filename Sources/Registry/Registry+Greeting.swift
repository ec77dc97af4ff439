package import TunnelModel

extension Registry {
    /// Most services that a device may ever have, as each keeps its port for life.
    package static let maximumServicesEver = 256

    /// Records a device's hello and gives new services their ports.
    ///
    /// The port is the target's port + 20000 when that is free on the device's address, else the next free one; a
    /// service keeps it for life, also when its target changes or it is not announced for a while. A pending device is
    /// recorded too; it is up to the caller to answer it so. Of two machines with one key the one that is there stays.
    /// Throws for an unknown or revoked device.
    package func greet(_ greeting: Greeting, at time: UTCTime) throws(RegistryError) -> Greeted {
        guard greeting.services.count <= Greeting.maximumServices else {
            throw .limit("\(greeting.services.count) services announced, at most \(Greeting.maximumServices) can be")
        }
        guard Set(greeting.services.map(\.name)).count == greeting.services.count else {
            throw .invalid("a service is announced twice")
        }
        guard greeting.services.allSatisfy({ $0.port > 0 }) else { throw .invalid("a service has the target port 0") }
        return try change(by: PlainText(cleaning: "device \(greeting.device)"), at: time) { change in
            let device = try change.device(greeting.device)
            guard device.state != .revoked else {
                throw RegistryError.refused("the device '\(device.name)' is revoked")
            }
            let isClone = try change.noteBoot(greeting, device)
            if isClone && greeting.isContested {
                // What the one that stays has told stays too, its boot id above all: else the next hello of this one
                // would count as that of the machine that is there.
                if !change.isAudited { change.onlyNotes() }
                return Greeted(device: try change.device(device.id), isRefused: true, isClone: true)
            }
            let news = try change.noteServices(greeting.services, device) + change.noteMachine(greeting, device)
            if !news.isEmpty {
                try change.audit(.deviceChanged, device: device.name, news.joined(separator: ", "))
            } else if !change.isAudited {
                change.onlyNotes()
            }
            return Greeted(device: try change.device(device.id), isRefused: false, isClone: isClone)
        }
    }
}

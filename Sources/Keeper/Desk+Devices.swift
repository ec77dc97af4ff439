import Enrollment
import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// How long a device that waits for approval keeps away.
    private static let pendingRetry = TimeSpan(seconds: 60)
    /// How long the second of two machines with one key keeps away.
    private static let cloneRetry = TimeSpan(seconds: 300)

    /// A device's first word on a new link: its older sessions end, and it hears where it may listen.
    func hello(_ id: WireDeviceID, _ hello: Hello, from: PlainText?, peer: Peer) async throws -> HelloReply {
        let monitor = try monitor(of: peer, .device(id))
        let owner = KeyOwner.device(id.number)
        var greeting = try Self.greeting(id, hello, from)
        greeting.isContested = isPresent(owner, besides: monitor)
        let greeted = try registry.greet(greeting, at: clock())
        let device = greeted.device
        guard device.state == .accepted else { return .pending(retryAfter: Self.pendingRetry) }
        let older = monitors(of: owner).filter { other in
            guard let monitor else { return false }
            return other.process != monitor.process
                && (other.process.startTime, other.process.pid) < (monitor.process.startTime, monitor.process.pid)
        }
        if greeted.isClone {
            report("two machines have the key of device \(device.name)")
            // No fight: whoever is there stays, and the other one asks again later.
            if greeted.isRefused {
                throw Refusal(
                    .conflict, "another machine with this device's key is connected", advice: "enroll one of them anew",
                    retryAfter: Self.cloneRetry)
            }
        }
        let count = await end(older, sparing: monitor?.process, because: "a newer session of the device took over")
        if let monitor { try begin(monitor, of: owner, from: from, greeted: true) }
        if let change = presence.appeared(id.number, at: clock()) { tell(change) }
        return .accepted(try welcome(device, ended: count, hello))
    }

    /// Whether a connection of this owner, another than this one, is there and has said hello.
    private func isPresent(_ owner: KeyOwner, besides own: NotedMonitor?) -> Bool {
        monitors(of: owner).contains { other in
            other.process != own?.process && sessions[other.process]?.hasGreeted == true
                && condemned[other.process] == nil && table.isRunning(other.process)
        }
    }

    /// Which of a device's listeners are where they should be, and its own. Read beside the desk: the system's table has
    /// the listeners of the whole fleet.
    nonisolated func bound(_ id: WireDeviceID, _ question: BoundQuestion) async throws -> BoundReply {
        guard let device = try registry.device(RowID(id.number)), let uid = users.roles[.device] else {
            throw Refusal(.notFound, "the device is not in the registry any more")
        }
        let listeners = ListenerTable.read()
        var reply = BoundReply(bound: [], missing: [])
        for name in question.services {
            let port = device.services.first { $0.target.name == name }?.port
            if let port, listeners.isListening(at: device.address.text, port: port, user: uid) {
                reply.bound.append(name)
                continue
            }
            reply.missing.append(name)
            guard let port, reply.reason == nil else { continue }
            let strays = ["127.0.0.1", "0.0.0.0"].filter { listeners.isListening(at: $0, port: port, user: uid) }
            if let stray = strays.first {
                reply.reason = PlainText(
                    cleaning: "sshd listens at \(stray):\(port) instead: it needs GatewayPorts clientspecified")
            }
        }
        return reply
    }

    private func welcome(_ device: Device, ended: Int, _ hello: Hello) throws -> Welcome {
        let names = Set(hello.services.map(\.name))
        let ports = device.services.filter { names.contains($0.target.name) }
            .map { ServicePort(service: $0.target.name, port: $0.port) }
        return Welcome(
            device: device.name, address: device.address, ports: ports, whereabouts: try whereabouts.for(.device),
            endedSessions: ended)
    }

    private static func greeting(_ id: WireDeviceID, _ hello: Hello, _ from: PlainText?) throws -> Greeting {
        Greeting(
            device: RowID(id.number), version: hello.agent, bootID: hello.bootID, machineID: hello.facts.machineID,
            facts: try hello.facts.stored,
            services: hello.services.map { service in
                ServiceTarget(
                    name: service.name, host: PlainText(cleaning: service.target.host), port: service.target.port)
            }, from: from)
    }
}

extension WireFacts {
    /// The same, each under its name.
    var stored: StoredFacts {
        get throws {
            let all = [
                ("hostname", hostName), ("system", system), ("kernel", kernel), ("architecture", architecture),
                ("model", model), ("serial", serial), ("machine-id", machineID),
            ]
            var facts: [ServiceName: PlainText] = [:]
            for (name, value) in all where value != nil { facts[try ServiceName(name)] = value }
            return try StoredFacts(facts)
        }
    }
}

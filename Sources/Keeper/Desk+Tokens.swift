import Enrollment
import KeeperProtocol
import Registry
import SSHDaemon
import TunnelModel

extension Desk {
    /// Makes a token. Its word is in the answer and nowhere else: the registry keeps the public half of its key.
    func create(_ question: TokenCreate, by actor: PlainText) throws -> TokenCreated {
        let now = clock()
        let naming: TokenOrder.Naming =
            switch question.naming {
            case .device(let name): .device(name)
            case .devices(let template): .devices(try NameTemplate(template.text))
            case .operator(let name): .operator(name)
            }
        let order = TokenOrder(
            naming: naming, uses: question.uses, expires: question.until.time(now: now), labels: question.labels,
            services: question.services.map { service in
                ServiceTarget(
                    name: service.name, host: PlainText(cleaning: service.target.host), port: service.target.port)
            }, groups: question.groups, replaces: question.replaces, accepts: question.accepts,
            from: try question.from.map { try AddressRange($0.text) })
        return try create(order, by: actor, at: now)
    }

    /// Makes a token for an operator.
    func invite(_ question: OperatorInvite, by actor: PlainText) throws -> TokenCreated {
        let now = clock()
        let order = TokenOrder(
            naming: .operator(question.name), expires: question.until.time(now: now), groups: question.groups,
            from: try question.from.map { try AddressRange($0.text) })
        return try create(order, by: actor, at: now)
    }

    /// The tokens that would still enroll, or all.
    func tokens(_ question: TokenList) throws -> [TokenRecord] {
        try registry.tokens(everMade: question.includesOver, at: clock()).map { try TokenRecord($0) }
    }

    /// Revokes a token and, if asked to, what it enrolled. Gives whom it enrolled.
    func revoke(_ question: TokenRevoke, by actor: PlainText) async throws -> [TokenUse] {
        let id = StoredTokenID(question.token.number)
        let (devices, people) = try registry.revokeToken(
            id, andEnrolled: question.revokesEnrolled, by: actor, at: clock())
        try writeKeyFiles()
        for device in devices { presence.forget(device.id.value) }
        let gone = Set(
            devices.map { KeyOwner.device($0.id.value) } + people.map { KeyOwner.operator($0.id.value) }
                + [.token(id.value)])
        let theirs = index.all.filter { monitor in owners[monitor.fingerprint].map(gone.contains) ?? false }
        await end(theirs, because: "the token was revoked by \(actor)")
        let names = Set(devices.map(\.name.text) + people.map(\.name.text))
        return try registry.token(id)?.enrolled.compactMap { use in
            guard let key = KeyFingerprint(text: use.fingerprint) else { return nil }
            return TokenUse(
                name: PlainText(cleaning: use.name), key: key, time: use.time, from: use.from,
                isRevoked: names.contains(use.name))
        } ?? []
    }

    private func create(_ order: TokenOrder, by actor: PlainText, at now: UTCTime) throws -> TokenCreated {
        let seed = randomness(32)
        let purpose: EnrollmentToken.Purpose
        if case .operator = order.naming { purpose = .operator } else { purpose = .device }
        let places = try whereabouts.for(.enroll)
        // The registry gives the number, and wants the key for it: the key depends on the seed alone.
        guard let first = WireTokenID(number: 1) else { throw Refusal(.failed, "no token has the number 1") }
        let key = try EnrollmentToken(purpose: purpose, id: first, whereabouts: places, seed: seed).publicKey
        let token = try registry.createToken(order, key: key, by: actor, at: now)
        try writeKeyFiles()
        let record = try TokenRecord(token)
        let word = try EnrollmentToken(purpose: purpose, id: record.id, whereabouts: places, seed: seed).text
        return TokenCreated(token: record, word: TokenWord(word))
    }
}

extension TokenRecord {
    init(_ token: Token) throws {
        guard let id = WireTokenID(number: token.id.value) else {
            throw Refusal(.storage, "the registry has a token with the number \(token.id)")
        }
        let order = token.order
        let naming: TokenNaming =
            switch order.naming {
            case .device(let name): .device(name)
            case .devices(let template): .devices(PlainText(cleaning: template.text))
            case .operator(let name): .operator(name)
            }
        self.init(
            id: id, naming: naming, uses: order.uses, usesLeft: token.usesLeft, created: token.created,
            createdBy: token.createdBy, expires: order.expires, revoked: token.revoked, labels: order.labels,
            services: try order.services.map { service in
                OfferedService(
                    name: service.name, target: try HostPort(host: service.host.text, port: service.port))
            }, groups: order.groups, replaces: order.replaces, accepts: order.accepts,
            from: try order.from.map { try NetworkRange($0.text) })
    }
}

import CommandSupport
import Link
import NIOCore
import NIOPosix
import SSHTransport
import Settings
import TunnelModel

/// Checks host keys against the known_hosts files, asks the person, and writes new keys down.
struct KnownHostsVerifier: HostKeyVerifier {
    let settings: ClientSettings
    let prompter: TerminalPrompter
    let threads: NIOThreadPool
    let wording: Wording

    func ordered(_ algorithms: [String]) async -> [String] {
        guard settings.hostKeyAlgorithms == nil, let known = await load() else { return algorithms }
        return known.ordered(hostKeyAlgorithms: algorithms, host: settings.knownHostsName)
    }

    func verify(_ server: SSHServerIdentity) async -> Bool {
        await verify(server, accepted: nil)
    }

    func verifyAgain(_ server: SSHServerIdentity, accepted: PublicKey) async -> Bool {
        await verify(server, accepted: accepted)
    }

    /// `accepted` is the key of the link's first connection; from then on nobody is asked.
    private func verify(_ server: SSHServerIdentity, accepted: PublicKey?) async -> Bool {
        guard let known = await load() else { return false }
        let key = server.hostKey
        let answer =
            settings.hostKeyAlias.map { known.lookup(host: $0, key: key) }
            ?? known.lookup(host: settings.hostName, port: settings.port, key: key)
        if answer == .unknown, key == accepted { return true }
        let canAsk = !settings.batchMode && accepted == nil
        let decision = HostKeyDecision(answer, strictness: settings.strictHostKeyChecking, canAsk: canAsk)
        wording.tell(decision, about: key, answer)
        switch decision {
        case .accept: return true
        case .acceptAndRecord:
            await record(key)
            return true
        case .askPerson:
            guard await personAccepts(key) else { return false }
            await record(key)
            return true
        case .refuseUnknown, .refuseRevoked, .refuseChanged: return false
        }
    }

    private func load() async -> KnownHosts? {
        let paths = settings.userKnownHostsFiles + settings.globalKnownHostsFiles
        return try? await threads.runIfActive {
            KnownHosts(
                paths.compactMap { path in
                    (try? Disk.read(path)).map { KnownHostsFile(path: path, contents: $0.bytes) }
                })
        }
    }

    private func personAccepts(_ key: PublicKey) async -> Bool {
        let fingerprint = key.fingerprint.description
        var question = wording.authenticityQuestion(key)
        while let line = await prompter.ask(question) {
            let answer = line.trimmed
            if answer.lowercased() == "yes" || answer == fingerprint { return true }
            if answer.lowercased() == "no" { return false }
            question = "Please type 'yes', 'no' or the fingerprint: "
        }
        return false
    }

    private func record(_ key: PublicKey) async {
        guard let path = settings.userKnownHostsFiles.first, path != "/dev/null" else {
            wording.tellRecorded(key, trouble: nil)
            return
        }
        guard KnownHosts.canRecord(host: settings.hostKeyAlias ?? settings.hostName) else {
            return wording.tellRecorded(key, trouble: "the name cannot stand in such a file")
        }
        var dice = SystemRandomNumberGenerator()
        let salt = settings.hashKnownHosts ? HostNameSalt(using: &dice) : nil
        let line = KnownHosts.entryLine(name: settings.knownHostsName, key: key, salt: salt)
        let trouble = try? await threads.runIfActive { () -> String? in
            do throws(Disk.Failure) { try Disk.append(line: line, to: path) } catch { return error.words }
            return nil
        }
        wording.tellRecorded(key, trouble: trouble ?? nil)
    }
}

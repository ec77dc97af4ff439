import Foundation
import Link
import NIOCore
import NIOPosix
import SSHTransport
import TestSupport
import TunnelModel

@testable import Link

/// What a `SessionMaker` needs of its surroundings, with everything that it reports and asks written down.
final class Rig: Sendable {
    let folder: TemporaryFolder
    let keys: ThrowawayKeys
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let threads = NIOThreadPool(numberOfThreads: 1)
    let events = Watched<[LinkEvent]>([])
    let prompter = Answers()
    let files: KeyFileReader

    init() throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        keys = ThrowawayKeys(in: folder)
        files = KeyFileReader { path in
            guard let data = FileManager.default.contents(atPath: path) else {
                return .failed(words: "No such file or directory", isMissing: true)
            }
            return .text(Secret(String(decoding: data, as: UTF8.self)), mode: 0o600, isOwn: true)
        }
        threads.start()
    }

    /// Settings for this server; every host key is fine.
    func settings(_ sshd: SSHDFixture) -> LinkSettings {
        LinkSettings(host: "127.0.0.1", port: sshd.port, user: sshd.user)
    }

    /// A jump host with the key that its fixture lets in.
    func hop(_ sshd: SSHDFixture, verifier: any HostKeyVerifier = Verdict(true)) -> HopSettings {
        var hop = HopSettings(host: "127.0.0.1", port: sshd.port, user: sshd.user, verifier: verifier)
        hop.identities = [sshd.identity]
        return hop
    }

    /// `onEvent` is called with each event, before the maker goes on.
    func maker(
        _ settings: LinkSettings, verifier: any HostKeyVerifier = Verdict(true),
        onEvent: @escaping @Sendable (LinkEvent) -> Void = { _ in },
        connectByCommand: SessionMaker.CommandConnector? = nil
    ) -> SessionMaker {
        let events = events
        return SessionMaker(
            settings: settings, loop: group.next(), threads: threads, verifier: verifier, prompter: prompter,
            files: files, connectByCommand: connectByCommand,
            report: { event in
                events.update { $0.append(event) }
                onEvent(event)
            })
    }

    /// The fingerprints that were offered, in order.
    var offers: [String] {
        events.value.compactMap { event in
            if case .offering(_, _, let fingerprint) = event { fingerprint.description } else { nil }
        }
    }

    func stop() async throws {
        try await group.shutdownGracefully()
        try await threads.shutdownGracefully()
    }
}

import Foundation
import Keys
import TestSupport
import TunnelModel

@testable import SSHEngine

/// From the start to "authenticated".
extension EngineRig {
    /// A session that has logged in.
    static func loggedIn(
        _ lines: [String] = [], configuration: EngineConfiguration = EngineConfiguration()
    ) throws -> EngineRig {
        let rig = try EngineRig(lines, configuration: configuration)
        try rig.logIn()
        return rig
    }

    /// Exchanges keys, accepts the host key and logs in with the throw-away key `name`.
    func logIn(with name: String = "ed25519") throws {
        try exchangeKeys()
        try askMethods()
        let key = try Self.key(name)
        let data = try offer(key)
        try sign(data, with: key)
    }

    @discardableResult
    func exchangeKeys() throws -> PublicKey {
        perform(.start)
        let key = try wait(for: "the host key") {
            for case .hostKeyReceived(let key, _) in events { return key }
            return PublicKey?.none
        }
        perform(.acceptHostKey)
        return key
    }

    @discardableResult
    func askMethods() throws -> [String] {
        perform(.requestMethods(user: user))
        return try wait(for: "the methods") {
            for case .methodsReceived(let methods) in events { return methods }
            return [String]?.none
        }
    }

    /// Offers a key and waits until its signature is wanted.
    func offer(_ key: PrivateKey) throws -> [UInt8] {
        let algorithm = key.signatureAlgorithms.first ?? ""
        let before = wishes.count
        perform(.offer(publicKey: try key.authenticationBlob(algorithm: algorithm), user: user))
        return try wait(for: "the wish for a signature") { wishes.count > before ? wishes.last : nil }
    }

    /// What the server wanted signed so far.
    private var wishes: [[UInt8]] {
        events.compactMap { if case .signatureWanted(let data) = $0 { data } else { nil } }
    }

    /// Signs what is wanted and waits until we are in.
    func sign(_ data: [UInt8], with key: PrivateKey) throws {
        let request = try SignatureRequest(data)
        perform(.sign(try key.sign(data, algorithm: request.algorithm)))
        try wait(for: "the login") { events.contains(.authenticated) ? true : nil }
    }

    var user: String { sshd?.user ?? "nobody" }

    static func key(_ name: String) throws -> PrivateKey {
        let text = try String(contentsOfFile: Repository.path("keys/\(name)"), encoding: .utf8)
        return try PrivateKeyFile(text).unlock(passphrase: nil)
    }
}

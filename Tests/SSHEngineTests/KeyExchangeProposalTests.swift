import Testing

@testable import SSHEngine

@Suite("What a server offers in its key exchange")
struct KeyExchangeProposalTests {
    /// SSH_MSG_KEXINIT with these lists for key exchange, host key, cipher and MAC.
    private func packet(_ lists: [String]) -> [UInt8] {
        let all = [lists[0], lists[1], lists[2], lists[2], lists[3], lists[3], "none", "none", "", ""]
        var body: [UInt8] = [4, 20] + [UInt8](repeating: 9, count: 16)
        for list in all { body += [0, 0, 0, UInt8(list.utf8.count)] + Array(list.utf8) }
        body += [0, 0, 0, 0, 0] + [0, 0, 0, 0]
        return [0, 0, UInt8(body.count >> 8), UInt8(body.count & 255)] + body
    }

    private let usual = ["curve25519-sha256", "ssh-ed25519", "aes128-ctr", "hmac-sha2-256"]

    @Test("two sides with a name of each kind in common have no obstacle")
    func common() {
        var proposal = KeyExchangeProposal()
        proposal.inspect(packet(usual))
        #expect(proposal.isDone)
        #expect(proposal.obstacle(to: Algorithms()) == nil)
    }

    @Test(
        "the kind without a common name is told with both lists",
        arguments: [
            (
                0, "diffie-hellman-group1-sha1",
                "no matching key exchange method found. Their offer: diffie-hellman-group1-sha1"
            ),
            (1, "ssh-dss", "no matching host key type found. Their offer: ssh-dss"),
            (
                2, "aes256-gcm@openssh.com,3des-cbc",
                "no matching cipher found. Their offer: aes256-gcm@openssh.com,3des-cbc"
            ),
            (3, "hmac-md5", "no matching MAC found. Their offer: hmac-md5"),
        ])
    func obstacle(index: Int, list: String, words: String) throws {
        var lists = usual
        lists[index] = list
        var proposal = KeyExchangeProposal()
        proposal.inspect(packet(lists))
        let told = try #require(proposal.obstacle(to: Algorithms()))
        #expect(told.hasPrefix(words))
        #expect(told.contains("; ours: "))
    }

    @Test("it does not matter where the bytes are cut")
    func cuts() {
        let bytes = packet(usual)
        for cut in 0...bytes.count {
            var proposal = KeyExchangeProposal()
            proposal.inspect(bytes[..<cut])
            proposal.inspect(bytes[cut...])
            #expect(proposal.names[.hostKey] == ["ssh-ed25519"])
        }
    }

    @Test("hostile lengths give nothing and do no harm")
    func hostile() {
        for at in 0..<60 {
            var bytes = packet(usual)
            bytes[at] = 255
            var proposal = KeyExchangeProposal()
            proposal.inspect(bytes)
            _ = proposal.obstacle(to: Algorithms())
        }
        var endless = KeyExchangeProposal()
        for _ in 0..<100 { endless.inspect([UInt8](repeating: 255, count: 1000)) }
        #expect(endless.isDone)
    }
}

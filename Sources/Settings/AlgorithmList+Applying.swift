import TunnelModel

extension AlgorithmList {
    /// The list that results from the default one, each name once.
    package func applied(to defaults: [String]) -> [String] {
        let list: [String] =
            switch operation {
            case .replace: names
            case .append: defaults + names
            case .prefer: names + defaults
            case .remove: defaults.filter { !HostPattern.list(names.joined(separator: ","), matches: $0) }
            }
        var seen: Set<String> = []
        return list.filter { seen.insert($0).inserted }
    }

    /// Every cipher that OpenSSH 9.2 knows by name.
    static let ciphers: Set<String> = [
        "3des-cbc", "aes128-cbc", "aes192-cbc", "aes256-cbc", "aes128-ctr", "aes192-ctr", "aes256-ctr",
        "aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com",
    ]

    /// Every message authentication code that OpenSSH 9.2 knows by name.
    static let macs: Set<String> = {
        let plain = ["hmac-sha1", "hmac-sha1-96", "hmac-sha2-256", "hmac-sha2-512", "hmac-md5", "hmac-md5-96"]
        let umac = ["umac-64", "umac-128"]
        return Set(
            plain + plain.map { $0 + "-etm@openssh.com" }
                + umac.flatMap { [$0 + "@openssh.com", $0 + "-etm@openssh.com"] }
        )
    }()

    /// Every key exchange that OpenSSH 9.2 knows by name.
    static let keyExchanges: Set<String> = [
        "curve25519-sha256", "curve25519-sha256@libssh.org", "diffie-hellman-group-exchange-sha1",
        "diffie-hellman-group-exchange-sha256", "diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1",
        "diffie-hellman-group14-sha256", "diffie-hellman-group16-sha512", "diffie-hellman-group18-sha512",
        "ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521", "sntrup761x25519-sha512@openssh.com",
    ]

    /// The host key algorithms that we can judge: plain keys, no certificates.
    static let hostKeys: Set<String> = [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512",
        "rsa-sha2-256", "ssh-rsa", "ssh-dss",
    ]
}

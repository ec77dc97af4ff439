import CCrypto

/// The short name that ssh gives a connection, `%C` of ssh_config(5): where a control socket's path would be too long.
package enum ConnectionHash {
    /// 40 hexadecimal digits: SHA-1 over the local host's name, the remote host, its port and the user, as OpenSSH 9.2
    /// has it (readconf.c, `ssh_connection_hash`). Newer releases add the jump hosts.
    package static func hex(localHost: String, host: String, port: UInt16, user: String) -> String {
        let bytes = Array("\(localHost)\(host)\(port)\(user)".utf8)
        var digest = [UInt8](repeating: 0, count: 20)
        let status = sallyport_sha1(bytes, bytes.count, &digest)
        precondition(status == 0, "libcrypto gives no SHA-1: look at its configuration, openssl.cnf")
        let digits = Array("0123456789abcdef")
        return String(digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

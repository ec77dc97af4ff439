import Testing

/// The engine against a real `sshd -i`. One test at a time: each keeps a client and a server busy.
@Suite("The engine against sshd", .serialized)
enum AgainstSSHD {}

/// nftables rules that keep the bastion's other users off the devices' addresses, and our logins off everything else.
///
/// They need no connection tracking: only the packets that begin a connection are looked at.
package struct FirewallRules: Sendable, Hashable {
    /// Where the administrator keeps them.
    package static let path = "/etc/sallyport/bastion.nft"
    /// The uid of the device login: it alone may answer at a device's address, root not exempt.
    package var device: UInt32
    /// The uid of the operator login: it alone, and root, may connect there.
    package var `operator`: UInt32
    /// The uid of the login that enrolls.
    package var enroll: UInt32

    /// As given.
    package init(device: UInt32, operator: UInt32, enroll: UInt32) {
        self.device = device
        self.operator = `operator`
        self.enroll = enroll
    }

    /// The file for `nft -f`: replaces its own table in one step and leaves all others alone.
    package var text: String {
        """
        #!/usr/sbin/nft -f
        # Made by `sallyport-bastion init`. The uids are those of the device, operator and enroll logins.
        table inet sallyport
        delete table inet sallyport
        table inet sallyport {
            chain output {
                type filter hook output priority filter; policy accept;

                # Only the operator login and root connect to a device.
                ip daddr 127.64.0.0/10 tcp flags & (syn | ack) == syn meta skuid != { 0, \(`operator`) } \
        counter reject with tcp reset

                # Only the device login answers for a device: whoever else listens there, or on all addresses, gets no
                # connection.
                ip saddr 127.64.0.0/10 tcp flags & (syn | ack) == (syn | ack) meta skuid != \(device) counter drop

                # The logins connect nowhere else, whatever their keys say.
                meta skuid \(`operator`) ip daddr != 127.64.0.0/10 tcp flags & (syn | ack) == syn \
        counter reject with tcp reset
                meta skuid \(`operator`) meta nfproto ipv6 tcp flags & (syn | ack) == syn counter reject with tcp reset
                meta skuid { \(device), \(enroll) } tcp flags & (syn | ack) == syn counter reject with tcp reset
                meta skuid { \(device), \(`operator`), \(enroll) } meta l4proto != tcp counter drop
            }
        }

        """
    }
}

/// Settings of the kernel's TCP that bring a dead device's connection to its end, for the whole host.
package enum KernelSettings {
    /// Where the administrator keeps them.
    package static let path = "/etc/sysctl.d/60-sallyport.conf"

    /// The file's text. Keepalive begins after more silence than any ping of ours leaves, so that it costs a living
    /// device no data.
    package static let text = """
        # Made by `sallyport-bastion init`.
        # A connection whose other side is gone ends after some 100 s of vain sending instead of 15 min,
        net.ipv4.tcp_retries2 = 8
        # and after 330 s + 4 x 15 s of silence instead of two hours.
        net.ipv4.tcp_keepalive_time = 330
        net.ipv4.tcp_keepalive_intvl = 15
        net.ipv4.tcp_keepalive_probes = 4

        """
}

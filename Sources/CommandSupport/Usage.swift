/// The usage text, in ssh's form, listing only what there is.
package enum Usage {
    /// The program's name, where ssh prints `ssh`.
    package static let program = "sallyport"

    /// The whole text for standard error, each line ended.
    package static let text = """
        usage: sallyport [-246aCfGgKkMNnqTVvXxY] [-B bind_interface] [-b bind_address]
                         [-c cipher_spec] [-D [bind_address:]port] [-E log_file]
                         [-F configfile] [-i identity_file] [-J [user@]host[:port]]
                         [-L address] [-l login_name] [-m mac_spec] [-O ctl_cmd]
                         [-o option] [-p port] [-Q query_option] [-R address]
                         [-S ctl_path] [-W host:port] destination

        """
}

/// The usage text, in ssh's form, listing only what there is.
package enum Usage {
    /// The program's name, where ssh prints `ssh`.
    package static let program = "sallyport"

    /// The whole text for standard error, each line ended.
    package static let text = """
        usage: sallyport [-246agkNnqTVvx] [-b bind_address] [-F none]
                         [-i identity_file] [-L address] [-l login_name]
                         [-o option] [-p port] destination

        """
}

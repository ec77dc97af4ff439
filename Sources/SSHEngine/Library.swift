import CLibSSH2

/// libssh2 as a whole: started once per process, before the first session; it counts its users without a lock.
package enum Library {
    /// Starts libssh2 on first use; zero means success.
    static let status: CInt = libssh2_init(0)

    /// The version of the libssh2 that we were built for, as 0xXXYYZZ.
    package static var number: Int { Int(sallyport_libssh2_version_number()) }

    /// The version of the libssh2 that runs, such as "1.10.0".
    package static var version: String {
        guard let text = libssh2_version(0) else { return "unknown" }
        return String(cString: text)
    }
}

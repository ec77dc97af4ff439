import Glibc

/// A step of the rig that failed: what was tried, and the system's reason or all output so far.
package struct RigError: Error, CustomStringConvertible {
    /// One line for a person; may be followed by captured output.
    package let description: String
    /// The `errno` of a failed system call, else 0.
    package let code: Int32

    /// A failure that has no `errno`.
    package init(_ description: String) {
        self.description = description
        code = 0
    }

    /// A failed system call. `code` defaults to `errno`, so make this the first thing after the call.
    package init(system call: String, code: Int32 = errno) {
        self.code = code
        description = "\(call): \(String(cString: strerror(code)))"
    }

    /// A wait that reached its deadline.
    package static func late(_ what: String) -> RigError {
        RigError("waited in vain for \(what)")
    }
}

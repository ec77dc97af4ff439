/// Which boot of the system this is: process start times mean nothing in another one.
package enum BootIdentity {
    /// The kernel's random name for this boot; empty if it tells none.
    package static var current: String {
        let text = SystemFiles.text("/proc/sys/kernel/random/boot_id", limit: 256) ?? ""
        return String(text.prefix { !$0.isNewline })
    }
}

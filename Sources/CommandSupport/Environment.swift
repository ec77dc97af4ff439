import CPosix
import Glibc

/// The process's environment and the system's service names, as the closures that lower floors take.
package enum Environment {
    /// An environment variable; nil if unset.
    package static func value(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// The port of a TCP service such as "http"; nil if unknown.
    package static func servicePort(_ name: String) -> UInt16? {
        let port = sallyport_service_port(name)
        return port == 0 ? nil : port
    }
}

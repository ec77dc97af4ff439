/// The floors of the house: which module may know which, our own and others'.
enum HousePlan {
    static let imports: [String: Set<String>] = [
        "TunnelModel": ["CCrypto"],
        "SSHEngine": ["CLibSSH2", "TunnelModel", "NIOCore", "DequeModule", "Glibc"],
        "Settings": ["TunnelModel"],
        "Keys": ["TunnelModel", "CCrypto"],
        "SSHTransport": ["SSHEngine", "TunnelModel", "CPosix", "NIOCore", "NIOPosix", "Glibc"],
        "SSHDaemon": ["TunnelModel", "CPosix", "Glibc"],
        "Link": ["SSHTransport", "Settings", "Keys", "TunnelModel", "CPosix", "NIOCore", "NIOPosix", "DequeModule"],
        "Forwarding": ["SSHTransport", "TunnelModel", "CPosix", "NIOCore", "NIOPosix", "Glibc"],
        "Control": ["TunnelModel", "CPosix", "NIOCore", "NIOPosix", "Glibc"],
        "CommandSupport": ["Settings", "TunnelModel", "CPosix", "Glibc"],
        "sallyport": [
            "CommandSupport", "Control", "Link", "Forwarding", "Settings", "SSHTransport", "TunnelModel", "CPosix",
            "NIOCore",
            "NIOPosix", "Glibc",
        ],
    ]

    static let unsafeFiles: Set<String> = [
        "Sources/SSHEngine/MemoryTransport.swift", "Sources/SSHEngine/Session.swift",
    ]

    /// Where a module without an event loop lets time pass, for its drivers.
    static let timerFiles: Set<String> = ["Sources/SSHDaemon/Pause.swift"]
}

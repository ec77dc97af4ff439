/// The floors of the house: which module may know which, our own and others'.
enum HousePlan {
    static let imports: [String: Set<String>] = [
        "TunnelModel": ["CCrypto"],
        "StrictJSON": [],
        "SSHEngine": ["CLibSSH2", "TunnelModel", "NIOCore", "DequeModule", "Glibc"],
        "Settings": ["TunnelModel"],
        "Enrollment": ["TunnelModel", "StrictJSON", "CCrypto"],
        "Keys": ["TunnelModel", "CCrypto"],
        "SSHTransport": ["SSHEngine", "TunnelModel", "CPosix", "NIOCore", "NIOPosix", "Glibc"],
        "SSHDaemon": ["TunnelModel", "CPosix", "Glibc"],
        "KeeperProtocol": ["TunnelModel", "StrictJSON", "Enrollment"],
        "Link": ["SSHTransport", "Settings", "Keys", "TunnelModel", "CPosix", "NIOCore", "NIOPosix", "DequeModule"],
        "Forwarding": ["SSHTransport", "TunnelModel", "CPosix", "NIOCore", "NIOPosix", "Glibc"],
        "Control": ["TunnelModel", "CPosix", "NIOCore", "NIOPosix", "Glibc"],
        "Registry": ["StrictJSON", "TunnelModel", "GRDB", "Foundation", "Glibc"],
        "CommandSupport": ["Settings", "TunnelModel", "CPosix", "Glibc"],
        "Keeper": [
            "KeeperProtocol", "Registry", "SSHDaemon", "Enrollment", "StrictJSON", "TunnelModel", "CPosix", "NIOCore",
            "NIOPosix", "Glibc", "Synchronization",
        ],
        "sallyport-bastion": [
            "Keeper", "KeeperProtocol", "SSHDaemon", "Enrollment", "StrictJSON", "TunnelModel", "CPosix",
            "ArgumentParser", "Glibc",
        ],
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

// swift-tools-version: 6.1
import PackageDescription

/// One set of settings for every Swift target, so that no module is built to a laxer standard.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let collections: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")

let package = Package(
    name: "sallyport",
    products: [
        .library(name: "SSHTransport", targets: ["SSHTransport"]),
        .executable(name: "sallyport", targets: ["sallyport"]),
        .executable(name: "sallyport-bastion", targets: ["sallyport-bastion"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // Floor 0: no state, no policy.
        .systemLibrary(
            name: "CLibSSH2", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev", "pkg-config"])]),
        .target(name: "CPosix"),
        // libcrypto's headers come with libssh2-1-dev, which depends on libssl-dev.
        .target(name: "CCrypto", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "TunnelModel", dependencies: ["CCrypto"], swiftSettings: settings),
        .target(name: "StrictJSON", swiftSettings: settings),

        // Floor 1: libssh2 as a machine; configuration; private keys.
        .target(
            name: "SSHEngine", dependencies: ["CLibSSH2", "TunnelModel", nioCore, collections],
            swiftSettings: settings),
        .target(name: "Settings", dependencies: ["TunnelModel"], swiftSettings: settings),
        .target(name: "Keys", dependencies: ["TunnelModel", "CCrypto"], swiftSettings: settings),

        // What agents, clients and bastions say to each other when a device or an operator joins.
        .target(
            name: "Enrollment", dependencies: ["TunnelModel", "StrictJSON", "CCrypto"], swiftSettings: settings),

        // Floor 2: the public library.
        .target(
            name: "SSHTransport", dependencies: ["SSHEngine", "TunnelModel", "CPosix", nioCore, nioPosix],
            swiftSettings: settings),

        // Floor 2: the stock sshd that the bastion runs on.
        .target(name: "SSHDaemon", dependencies: ["TunnelModel", "CPosix"], swiftSettings: settings),
        // What sshd's helpers and the command line say to the bastion's keeper.
        .target(
            name: "KeeperProtocol", dependencies: ["TunnelModel", "StrictJSON", "Enrollment"], swiftSettings: settings),

        // Floor 3: staying connected; carrying bytes.
        .target(
            name: "Link",
            dependencies: [
                "SSHTransport", "Keys", "Settings", "TunnelModel", "CPosix", nioCore, nioPosix, collections,
            ],
            swiftSettings: settings),
        .target(
            name: "Forwarding", dependencies: ["SSHTransport", "TunnelModel", "CPosix", nioCore, nioPosix],
            swiftSettings: settings),
        .target(
            name: "Control", dependencies: ["TunnelModel", "CPosix", nioCore, nioPosix], swiftSettings: settings),

        // The bastion's books, in the system's SQLite. GRDB brings Foundation: only the bastion links this.
        .target(
            name: "Registry",
            dependencies: ["StrictJSON", "TunnelModel", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),

        // Floor 4: how a command looks to the person who typed it.
        .target(
            name: "CommandSupport", dependencies: ["TunnelModel", "Settings", "CPosix"],
            swiftSettings: settings),

        // Floor 5: composition only.
        .executableTarget(
            name: "sallyport",
            dependencies: [
                "CommandSupport", "Control", "Forwarding", "Keys", "Link", "Settings", "SSHTransport", "TunnelModel",
                "CPosix",
                nioCore, nioPosix,
            ],
            swiftSettings: settings),

        // The keeper of the registry, and its program.
        .target(
            name: "Keeper",
            dependencies: [
                "TunnelModel", "StrictJSON", "Enrollment", "KeeperProtocol", "SSHDaemon", "Registry", "CPosix", nioCore,
                nioPosix,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "sallyport-bastion",
            dependencies: [
                "Keeper", "KeeperProtocol", "Enrollment", "SSHDaemon", "StrictJSON", "TunnelModel", "CPosix",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        // Tests: pure parts first, then the engine on `sshd -i`, then the program on a real sshd.
        .target(name: "CTestSupport", path: "Tests/CTestSupport"),
        .target(
            name: "TestSupport", dependencies: ["CCrypto", "CTestSupport"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .target(
            name: "TransportSupport",
            dependencies: ["SSHTransport", "Keys", "TestSupport", "TunnelModel", nioCore, nioPosix],
            path: "Tests/TransportSupport", swiftSettings: settings),
        .testTarget(name: "TestSupportTests", dependencies: ["TestSupport"], swiftSettings: settings),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "TunnelModelTests", dependencies: ["TestSupport", "TunnelModel"], swiftSettings: settings),
        .testTarget(name: "SettingsTests", dependencies: ["Settings", "TunnelModel"], swiftSettings: settings),
        .testTarget(
            name: "CommandSupportTests", dependencies: ["CommandSupport", "Settings", "TestSupport", "TunnelModel"],
            swiftSettings: settings),
        .testTarget(
            name: "KeysTests", dependencies: ["Keys", "TunnelModel", "CCrypto"], swiftSettings: settings),
        .testTarget(
            name: "EnrollmentTests", dependencies: ["Enrollment", "Keys", "StrictJSON", "TestSupport", "TunnelModel"],
            swiftSettings: settings),
        .testTarget(
            name: "SSHEngineTests", dependencies: ["SSHEngine", "Keys", "TestSupport", "TunnelModel", nioCore],
            swiftSettings: settings),
        .testTarget(
            name: "KeeperProtocolTests",
            dependencies: ["KeeperProtocol", "Enrollment", "StrictJSON", "TestSupport", "TunnelModel"],
            swiftSettings: settings),
        .testTarget(
            name: "ForwardingTests",
            dependencies: [
                "Forwarding", "SSHTransport", "TransportSupport", "TestSupport", "TunnelModel", "CPosix", nioCore,
                nioPosix,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "LinkTests",
            dependencies: ["Link", "Settings", "SSHTransport", "TestSupport", "TunnelModel", nioCore, nioPosix],
            swiftSettings: settings),
        .testTarget(
            name: "RegistryTests",
            dependencies: ["Registry", "TestSupport", "TunnelModel", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),
        .testTarget(
            name: "ControlTests", dependencies: ["Control", "TestSupport", "TunnelModel", nioCore, nioPosix],
            swiftSettings: settings),
        .testTarget(
            name: "SSHTransportTests",
            dependencies: [
                "SSHTransport", "Keys", "TestSupport", "TransportSupport", "TunnelModel", nioCore, nioPosix,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "LoginTests",
            dependencies: ["Link", "Keys", "SSHTransport", "TestSupport", "TunnelModel", nioCore, nioPosix],
            swiftSettings: settings),
        // A program for the tests of what needs a process of its own: signals, the background, standard streams.
        .executableTarget(
            name: "edge-probe",
            dependencies: ["CommandSupport", "Forwarding", "Keys", "SSHTransport", "TunnelModel", nioCore, nioPosix],
            path: "Tests/EdgeProbe", swiftSettings: settings),
        .testTarget(
            name: "EdgeTests",
            dependencies: [
                "edge-probe", "CommandSupport", "Forwarding", "Link", "SSHTransport", "TestSupport", "TunnelModel",
                nioCore, nioPosix,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "KeeperTests", dependencies: ["Keeper", "TestSupport", "TunnelModel", "CPosix", nioCore, nioPosix],
            swiftSettings: settings),
        .testTarget(
            name: "BastionTests",
            dependencies: ["sallyport-bastion", "Enrollment", "Keys", "TestSupport", "TunnelModel"],
            swiftSettings: settings),
        .testTarget(
            name: "SSHDaemonTests", dependencies: ["SSHDaemon", "TestSupport", "TunnelModel", "CPosix"],
            swiftSettings: settings),
        .testTarget(name: "HouseTests", dependencies: ["TestSupport"], swiftSettings: settings),
        .testTarget(name: "SallyportTests", dependencies: ["TestSupport"], swiftSettings: settings),
    ]
)

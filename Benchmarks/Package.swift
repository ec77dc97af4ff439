// swift-tools-version: 6.1

import PackageDescription

// A package of its own, so that the main one needs none of this. It links no part of Sallyport: the programs are
// measured from outside, as built. `make bench` at the root runs it.
let package = Package(
    name: "sallyport-benchmarks",
    targets: [
        .systemLibrary(name: "CLibSSH2Bare", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev"])]),
        // Load generator, sshd starter and child processes: C, so that the measuring costs as little as it can.
        .target(name: "CBenchLoad", cSettings: [.define("_GNU_SOURCE")]),
        // The least that forwards a port with libssh2: what the library itself costs.
        .executableTarget(
            name: "bare-libssh2", dependencies: ["CLibSSH2Bare"], cSettings: [.define("_GNU_SOURCE")]),
        .executableTarget(name: "tunnel-bench", dependencies: ["CBenchLoad"]),
    ]
)

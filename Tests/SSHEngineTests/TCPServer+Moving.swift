import TestSupport

/// Waits that keep an engine's bytes moving, instead of blocking the thread that has to move them.
extension TCPServer {
    func waitForAccepted(_ count: Int, moving rig: EngineRig) throws {
        try rig.wait(for: "\(count) connections", outlivesSession: true) { acceptedCount >= count ? true : nil }
    }

    func waitForLive(_ count: Int, moving rig: EngineRig) throws {
        try rig.wait(for: "\(count) live connections", outlivesSession: true) { liveCount == count ? true : nil }
    }
}

/// A pair of tun devices, which ssh has and we do not: only whether it is well-formed.
package enum TunnelDevice {
    /// Whether ssh takes it: `any` or a number, or two of them with a colon between (OpenSSH misc.c, `a2tun`).
    package static func isValid(_ text: String) -> Bool {
        let sides = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return sides.allSatisfy { side in
            side.lowercased() == "any" || Int(side).map { (0...0x7FFF_FFFD).contains($0) } ?? false
        }
    }
}

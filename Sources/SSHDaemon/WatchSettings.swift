/// How closely a private sshd is watched.
package struct WatchSettings: Sendable, Hashable {
    /// Between two looks at the process, its programs and its folder. Default 250 ms.
    package var tick: Duration = .milliseconds(250)
    /// Between two probes while it answers. Default 30 s.
    package var probeInterval: Duration = .seconds(30)
    /// Between two probes until it answers. Default 1 s, a look later after a start.
    package var retryInterval: Duration = .seconds(1)
    /// How long a probe waits for sshd's first line. Default 5 s.
    package var probeLimit: Duration = .seconds(5)
    /// How long the programs on the disk have to be the same until the HUP: an upgrade replaces one after the other.
    /// Default 2 s.
    package var settleTime: Duration = .seconds(2)
    /// The first pause before a start after an end; it doubles. Default 200 ms.
    package var firstPause: Duration = .milliseconds(200)
    /// The longest such pause. Default 30 s.
    package var longestPause: Duration = .seconds(30)
    /// After so long in one piece the pauses begin anew. Default 60 s.
    package var stableTime: Duration = .seconds(60)

    /// The defaults.
    package init() {}
}

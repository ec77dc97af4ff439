/// The keywords that we act on. The raw value is the lower-case spelling of ssh_config(5), which says what each means;
/// ``ClientSettings`` has units and defaults.
package enum Keyword: String, Sendable, Hashable, CaseIterable {
    case addressFamily = "addressfamily"
    case batchMode = "batchmode"
    case bindAddress = "bindaddress"
    case bindInterface = "bindinterface"
    case ciphers
    case clearAllForwardings = "clearallforwardings"
    case connectionAttempts = "connectionattempts"
    case connectTimeout = "connecttimeout"
    case controlMaster = "controlmaster"
    case controlPath = "controlpath"
    case controlPersist = "controlpersist"
    case dynamicForward = "dynamicforward"
    case exitOnForwardFailure = "exitonforwardfailure"
    case forkAfterAuthentication = "forkafterauthentication"
    case gatewayPorts = "gatewayports"
    case globalKnownHostsFile = "globalknownhostsfile"
    case hashKnownHosts = "hashknownhosts"
    case hostKeyAlgorithms = "hostkeyalgorithms"
    case hostKeyAlias = "hostkeyalias"
    case hostName = "hostname"
    case identitiesOnly = "identitiesonly"
    case identityAgent = "identityagent"
    case identityFile = "identityfile"
    case ignoreUnknown = "ignoreunknown"
    case kexAlgorithms = "kexalgorithms"
    case localForward = "localforward"
    case logLevel = "loglevel"
    case macs
    case numberOfPasswordPrompts = "numberofpasswordprompts"
    case port
    case proxyCommand = "proxycommand"
    case proxyJump = "proxyjump"
    case pubkeyAcceptedAlgorithms = "pubkeyacceptedalgorithms"
    case remoteForward = "remoteforward"
    case serverAliveCountMax = "serveralivecountmax"
    case serverAliveInterval = "serveraliveinterval"
    case stdinNull = "stdinnull"
    case streamLocalBindMask = "streamlocalbindmask"
    case streamLocalBindUnlink = "streamlocalbindunlink"
    case strictHostKeyChecking = "stricthostkeychecking"
    case tcpKeepAlive = "tcpkeepalive"
    case user
    case userKnownHostsFile = "userknownhostsfile"
    /// Ours: where the ports go that the server has chosen for remote forwards of port 0.
    case sallyportAllocatedPortFile = "sallyportallocatedportfile"
    /// Ours: how long local connections wait for a lost link, in seconds.
    case sallyportConnectionHold = "sallyportconnectionhold"
    /// Ours: whether a lost link is made anew.
    case sallyportReconnect = "sallyportreconnect"
    /// Ours: how many SSH sessions a link may hold.
    case sallyportSessions = "sallyportsessions"
    /// Ours: the receive window of a stream that we open, in bytes.
    case sallyportWindow = "sallyportwindow"

    /// Other spellings that ssh takes; the last two are Debian's.
    package static let aliases: [String: Keyword] = [
        "identityfile2": .identityFile, "keepalive": .tcpKeepAlive,
        "pubkeyacceptedkeytypes": .pubkeyAcceptedAlgorithms, "protocolkeepalives": .serverAliveInterval,
        "setuptimeout": .serverAliveInterval,
    ]
}

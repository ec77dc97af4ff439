/// The keywords that we act on. The raw value is the lower-case spelling of ssh_config(5), which says what each means;
/// ``ClientSettings`` has units and defaults.
package enum Keyword: String, Sendable, Hashable, CaseIterable {
    case addressFamily = "addressfamily"
    case batchMode = "batchmode"
    case bindAddress = "bindaddress"
    case ciphers
    case clearAllForwardings = "clearallforwardings"
    case connectTimeout = "connecttimeout"
    case exitOnForwardFailure = "exitonforwardfailure"
    case gatewayPorts = "gatewayports"
    case globalKnownHostsFile = "globalknownhostsfile"
    case hashKnownHosts = "hashknownhosts"
    case hostKeyAlgorithms = "hostkeyalgorithms"
    case hostKeyAlias = "hostkeyalias"
    case hostName = "hostname"
    case identitiesOnly = "identitiesonly"
    case identityFile = "identityfile"
    case ignoreUnknown = "ignoreunknown"
    case kexAlgorithms = "kexalgorithms"
    case localForward = "localforward"
    case logLevel = "loglevel"
    case macs
    case numberOfPasswordPrompts = "numberofpasswordprompts"
    case port
    case serverAliveCountMax = "serveralivecountmax"
    case serverAliveInterval = "serveraliveinterval"
    case strictHostKeyChecking = "stricthostkeychecking"
    case tcpKeepAlive = "tcpkeepalive"
    case user
    case userKnownHostsFile = "userknownhostsfile"
    /// Ours: the receive window of a stream that we open, in bytes.
    case sallyportWindow = "sallyportwindow"
}

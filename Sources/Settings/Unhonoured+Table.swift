extension Unhonoured {
    /// Every keyword that ssh 9.2 acts on and we do not.
    package static let table: [String: Unhonoured] = login.merging(hosts) { first, _ in first }
        .merging(sessions) { first, _ in first }

    private static let off = ["no", "false"]

    /// How to log in.
    private static let login: [String: Unhonoured] = [
        "addkeystoagent": .quiet(.addKeysToAgent, off, "add keys with ssh-add"),
        "certificatefile": .warned(.word, ["none"], "user certificates are not used, only the plain keys"),
        "enablesshkeysign": .quiet(.flag, off, "there is no host-based authentication"),
        "gssapiauthentication": .noted(.flag, off, "only public keys are used to log in"),
        "gssapiclientidentity": .quiet(.word, [], "only public keys are used to log in"),
        "gssapidelegatecredentials": .noted(.flag, off, "only public keys are used to log in"),
        "gssapikexalgorithms": .quiet(.word, [], "only public keys are used to log in"),
        "gssapikeyexchange": .noted(.flag, off, "only public keys are used to log in"),
        "gssapirenewalforcesrekey": .quiet(.flag, off, "only public keys are used to log in"),
        "gssapiserveridentity": .quiet(.word, [], "only public keys are used to log in"),
        "gssapitrustdns": .quiet(.flag, off, "only public keys are used to log in"),
        "hostbasedacceptedalgorithms": .quiet(.word, ["*"], "there is no host-based authentication"),
        "hostbasedauthentication": .noted(.flag, off, "only public keys are used to log in"),
        "kbdinteractiveauthentication": .refusedHere(.flag, off, "only public keys are used to log in"),
        "kbdinteractivedevices": .quiet(.word, [], "only public keys are used to log in"),
        "passwordauthentication": .refusedHere(.flag, off, "only public keys are used to log in"),
        "pkcs11provider": .refusedHere(.word, ["none"], "use IdentityFile or an agent"),
        "preferredauthentications": .refused(
            .authentications, ["publickey"], "public keys are the only way to log in"),
        "pubkeyauthentication": .refused(
            .choice(["yes", "true", "no", "false", "unbound", "host-bound"]),
            ["yes", "true", "unbound", "host-bound"], "public keys are the only way to log in"),
        "requiredrsasize": .warned(.integer, ["1024"], "RSA keys of 1024 bits and more are used"),
        "securitykeyprovider": .quiet(.word, ["internal", "none"], "security keys work through an agent only"),
    ]

    /// Which host it is, and how its key is judged.
    private static let hosts: [String: Unhonoured] = [
        "canonicaldomains": .quiet(.names, ["*"], "only counts with CanonicalizeHostname"),
        "canonicalizefallbacklocal": .quiet(.flag, ["*"], "only counts with CanonicalizeHostname"),
        "canonicalizehostname": .refused(
            .choice(["yes", "true", "no", "false", "always"]), off, "give the full host name"),
        "canonicalizemaxdots": .quiet(.integer, ["*"], "only counts with CanonicalizeHostname"),
        "canonicalizepermittedcnames": .quiet(.names, ["none"], "the name is used as it was given"),
        "casignaturealgorithms": .quiet(.word, [], "host certificates are not used"),
        "checkhostip": .warned(.flag, off, "only names are looked up in known_hosts"),
        "fingerprinthash": .noted(.fingerprintHash, ["sha256"], "fingerprints are SHA256"),
        "knownhostscommand": .refused(.command, ["none"], "use UserKnownHostsFile"),
        "nohostauthenticationforlocalhost": .noted(.flag, off, "host keys are always checked"),
        "revokedhostkeys": .refused(.word, ["none"], "mark the key @revoked in known_hosts"),
        "updatehostkeys": .quiet(
            .choice(["yes", "true", "no", "false", "ask"]), off,
            "known_hosts only changes when a new host is accepted"),
        "verifyhostkeydns": .noted(
            .choice(["yes", "true", "no", "false", "ask"]), off, "host keys are looked up in known_hosts only"),
        "visualhostkey": .quiet(.flag, off, "fingerprints are shown as text"),
    ]

    /// What runs over the connection, and how it is spoken.
    private static let sessions: [String: Unhonoured] = [
        "compression": .quiet(.choice(["yes", "no"]), off, "nothing is compressed"),
        "enableescapecommandline": .quiet(.flag, off, "there is no terminal, hence no escape character"),
        "escapechar": .quiet(.escapeCharacter, ["none"], "there is no terminal, hence no escape character"),
        "forwardagent": .noted(.word, off, "the agent is never forwarded"),
        "forwardx11": .noted(.flag, off, "X11 is never forwarded"),
        "forwardx11timeout": .quiet(.time, ["*"], "only counts with ForwardX11"),
        "forwardx11trusted": .quiet(.flag, ["*"], "only counts with ForwardX11"),
        "ipqos": .quiet(.ipQoS, [], "packets are not marked"),
        "localcommand": .quiet(.command, ["*"], "only counts with PermitLocalCommand"),
        "logverbose": .quiet(.names, ["none"], "use -v"),
        "permitlocalcommand": .warned(.flag, off, "LocalCommand is not run"),
        "permitremoteopen": .refused(.permits, ["any"], "dynamic remote forwards reach every host; leave it out"),
        "proxyusefdpass": .refused(.flag, off, "the proxy command must carry the bytes itself"),
        "rekeylimit": .warned(.rekeyLimit, ["default", "0"], "the server's limit applies"),
        "remotecommand": .refusedHere(.command, ["none"], "sallyport only forwards; run commands with ssh"),
        "requesttty": .noted(
            .choice(["yes", "true", "no", "false", "force", "auto"]), off + ["auto"],
            "there is no terminal; use ssh for a shell"),
        "sendenv": .quiet(.sendEnv, [], "there are no remote programs"),
        "sessiontype": .refusedHere(
            .choice(["none", "subsystem", "default"]), ["none"], "sallyport only forwards; use ssh for a shell"),
        "setenv": .quiet(.setEnv, [], "there are no remote programs"),
        "syslogfacility": .quiet(.facility, ["*"], "only counts with -y, which is refused"),
        "tunnel": .warned(
            .choice(["ethernet", "point-to-point", "yes", "true", "no", "false"]), off,
            "there are no tun devices; use LocalForward"),
        "tunneldevice": .quiet(.tunnelDevice, ["*"], "only counts with Tunnel"),
        "xauthlocation": .quiet(.word, ["*"], "only counts with ForwardX11"),
    ]
}

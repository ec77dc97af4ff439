extension KeywordRule {
    /// Keywords that are harmless to ignore, each with the reason.
    package static let harmless: [String: String] = [
        "canonicaldomains": "only counts with CanonicalizeHostname, which is refused",
        "canonicalizefallbacklocal": "only counts with CanonicalizeHostname, which is refused",
        "canonicalizemaxdots": "only counts with CanonicalizeHostname, which is refused",
        "canonicalizepermittedcnames": "only counts with CanonicalizeHostname, which is refused",
        "cipher": "SSH protocol 1; ssh ignores it",
        "controlpersist": "only counts with ControlMaster, which is refused",
        "enableescapecommandline": "there is no terminal, hence no escape character",
        "enablesshkeysign": "for host-based authentication, which is refused",
        "escapechar": "there is no terminal, hence no escape character",
        "fallbacktorsh": "ssh ignores it",
        "forwardx11timeout": "only counts with ForwardX11, which is refused",
        "forwardx11trusted": "only counts with ForwardX11, which is refused",
        "globalknownhostsfile2": "ssh ignores it",
        "hostbasedacceptedalgorithms": "for host-based authentication, which is refused",
        "hostbasedkeytypes": "for host-based authentication, which is refused",
        "ipqos": "marks packets for routers; nothing that a user relies on changes",
        "kbdinteractivedevices": "for keyboard-interactive authentication, which is refused",
        "localcommand": "only counts with PermitLocalCommand, which is refused",
        "permitremoteopen": "only counts with RemoteForward, which is refused",
        "protocol": "ssh ignores it",
        "proxyusefdpass": "only counts with ProxyCommand, which is refused",
        "rhostsauthentication": "ssh ignores it",
        "sendenv": "for remote programs; there are none",
        "setenv": "for remote programs; there are none",
        "stdinnull": "standard input is never read",
        "syslogfacility": "only counts with -y, which is refused",
        "tunneldevice": "only counts with Tunnel, which is refused",
        "updatehostkeys": "known_hosts then only changes when the user agrees",
        "useprivilegedport": "ssh ignores it",
        "userknownhostsfile2": "ssh ignores it",
        "useroaming": "ssh ignores it",
        "usersh": "ssh ignores it",
        "visualhostkey": "a picture on the terminal",
        "xauthlocation": "only counts with ForwardX11, which is refused",
    ]

    /// Features that ssh has removed: it remarks `Unsupported option` and goes on, and so do we.
    static let removed: Set<String> = [
        "afstokenpassing", "compressionlevel", "kerberosauthentication", "kerberostgtpassing",
        "rhostsrsaauthentication", "rsaauthentication",
    ]

    /// Keywords of which only the values are taken that describe what we do.
    static let limited: [String: (values: [String], advice: String)] = {
        let off = ["no", "false"]
        let on = ["yes", "true"]
        let passwords = "only public keys are used; leave it out or set it to no"
        return [
            "addkeystoagent": (off, "add keys with ssh-add"),
            "canonicalizehostname": (off, "give the full host name"),
            "challengeresponseauthentication": (off, passwords),
            "checkhostip": (off, "only names are looked up in known_hosts"),
            "compression": (off, "there is no compression"),
            "connectionattempts": (["1"], "each start makes one attempt"),
            "controlmaster": (off, "there is no control socket yet"),
            "controlpath": (["none"], "there is no control socket yet"),
            "dsaauthentication": (on, "public keys are the only way to log in"),
            "fingerprinthash": (["sha256"], "fingerprints are SHA256"),
            "forkafterauthentication": (off, "put it into the background with the shell or a service manager"),
            "forwardagent": (off, "the agent is never forwarded"),
            "forwardx11": (off, "X11 is never forwarded"),
            "gssapiauthentication": (off, "only public keys are used"),
            "gssapidelegatecredentials": (off, "only public keys are used"),
            "hostbasedauthentication": (off, "only public keys are used"),
            "kbdinteractiveauthentication": (off, passwords),
            "knownhostscommand": (["none"], "use UserKnownHostsFile"),
            "nohostauthenticationforlocalhost": (off, "host keys are always checked; use HostKeyAlias"),
            "passwordauthentication": (off, passwords),
            "permitlocalcommand": (off, "no local command is run"),
            "pkcs11provider": (["none"], "use IdentityFile"),
            "preferredauthentications": (["publickey"], "public keys are the only way to log in"),
            "proxycommand": (["none"], "there are no proxies yet"),
            "proxyjump": (["none"], "there are no jump hosts yet"),
            "pubkeyauthentication": (on + ["unbound", "host-bound"], "public keys are the only way to log in"),
            "remotecommand": (["none"], "sallyport only forwards; run commands with ssh"),
            "requesttty": (off + ["auto"], "there is no terminal; use ssh for a shell"),
            "revokedhostkeys": (["none"], "mark the key @revoked in known_hosts"),
            "sessiontype": (["none"], "sallyport only forwards; use ssh for a shell"),
            "skeyauthentication": (off, passwords),
            "smartcarddevice": (["none"], "use IdentityFile"),
            "tisauthentication": (off, passwords),
            "streamlocalbindmask": (["0177"], "local sockets are for their owner alone"),
            "streamlocalbindunlink": (off, "remove the old socket file first"),
            "tunnel": (off, "there are no tun devices; use LocalForward"),
            "verifyhostkeydns": (off, "host keys are looked up in known_hosts only"),
        ]
    }()

    /// Keywords that ssh knows and we do not have yet.
    static let refused: [String: String] = [
        "bindinterface": "use BindAddress",
        "casignaturealgorithms": "host certificates are not supported",
        "certificatefile": "user certificates are not supported; use IdentityFile",
        "dynamicforward": "use LocalForward, or ssh -D",
        "host": "configuration files are not read yet",
        "identityagent": "use IdentityFile",
        "include": "configuration files are not read yet",
        "logverbose": "use -v",
        "match": "configuration files are not read yet",
        "pubkeyacceptedalgorithms": "choose the key with IdentityFile",
        "pubkeyacceptedkeytypes": "choose the key with IdentityFile",
        "rekeylimit": "the server's limit applies",
        "remoteforward": "use ssh -R",
        "requiredrsasize": "choose the key with IdentityFile",
        "securitykeyprovider": "security keys are not supported; use IdentityFile",
    ]
}

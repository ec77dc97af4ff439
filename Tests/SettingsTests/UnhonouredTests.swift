import Testing
import TunnelModel

@testable import Settings

@Suite("Keywords that are not acted on")
struct UnhonouredTests {
    static func fault(_ text: String, _ options: String...) -> String? {
        var draft = SettingsDraft()
        let disk = VirtualDisk(files: ["/f": text])
        do {
            for option in options { try draft.apply(line: option, origin: .commandLine, lookups: disk.lookups) }
            _ = try SettingsSource(commandLine: draft, files: .named("/f"), verbosity: 0)
                .resolved(host: "h", context: disk.context)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("are refused where harm would come of it, judged by the value that counts")
    func refused() {
        #expect(
            Self.fault("RevokedHostKeys /x")
                == "/f line 1: revokedhostkeys \"/x\" is not supported: mark the key @revoked in known_hosts")
        #expect(Self.fault("RevokedHostKeys /x", "RevokedHostKeys=none") == nil)
        #expect(Self.fault("Host other\nRevokedHostKeys /x") == nil)
        #expect(Self.fault("CanonicalizeHostname yes") != nil && Self.fault("PubkeyAuthentication no") != nil)
        #expect(Self.fault("PreferredAuthentications password")?.contains("public keys") == true)
        #expect(Self.fault("PreferredAuthentications hostbased,publickey") == nil)
        #expect(Self.fault("ProxyUseFdpass yes") == nil)
        #expect(Self.fault("ProxyUseFdpass yes\nProxyCommand x") != nil)
        #expect(Self.fault("PermitRemoteOpen x:1\nRemoteForward 1 a:2") == nil)
        #expect(Self.fault("PermitRemoteOpen x:1\nRemoteForward 1") != nil)
    }

    @Test("are refused on the command line and noted in a file where the file serves shells too")
    func refusedHere() throws {
        for option in ["RemoteCommand ls", "SessionType default", "PasswordAuthentication yes"] {
            #expect(Self.fault("", option) != nil && Self.fault(option) == nil, "\(option)")
            #expect(try VirtualDisk.settings(option).remarks.last?.level == .verbose)
        }
        #expect(Self.fault("", "SessionType=none", "RequestTTY=No", "PasswordAuthentication=no") == nil)
    }

    @Test("are remarked upon once, louder where somebody may rely on them")
    func remarks() throws {
        func levels(_ text: String, _ options: String...) throws -> [LogLevel] {
            var draft = SettingsDraft()
            for option in options {
                try draft.apply(line: option, origin: .commandLine, lookups: VirtualDisk().lookups)
            }
            let disk = VirtualDisk(files: ["/f": text])
            return try SettingsSource(commandLine: draft, files: .named("/f"), verbosity: 0)
                .resolved(host: "h", context: disk.context).remarks.map(\.level).filter { $0 != .debug1 }
        }
        #expect(try levels("ForwardAgent yes\nForwardAgent yes") == [.verbose])
        #expect(try levels("", "ForwardAgent=yes") == [.info])
        #expect(try levels("ForwardAgent yes", "ForwardAgent=no") == [])
        #expect(try levels("CheckHostIP yes\nCertificateFile x\nRekeyLimit 1G 1h") == [.info, .info, .info])
        #expect(
            try levels("SendEnv LANG LC_*\nGSSAPIAuthentication yes\nCompression yes") == [
                .verbose, .verbose, .verbose,
            ])
        #expect(try levels("LocalCommand x\nForwardX11Trusted yes\nTunnelDevice any\nProtocol 2") == [])
        let old = try VirtualDisk.settings("Cipher x\nRSAAuthentication yes\nIgnoreUnknown Foo*\nFooBar 1").remarks
        #expect(old.contains(SettingsRemark(.debug1, "/f line 1: Deprecated option \"cipher\"")))
        #expect(old.contains(SettingsRemark(.error, "/f line 2: Unsupported option \"rsaauthentication\"")))
        #expect(old.contains(SettingsRemark(.debug1, "/f line 4: Ignored unknown option \"foobar\"")))
    }

    @Test("include ControlPersist, which only counts with a master")
    func controlPersist() {
        #expect(Self.fault("ControlPersist 10m") == nil && Self.fault("ControlMaster auto\nControlPersist no") == nil)
        let line = Self.fault("ControlMaster auto\nControlPath ~/%C\nControlPersist 10m")
        #expect(line?.hasPrefix("/f line 3: controlpersist \"10m\" is not supported: ") == true)
        #expect(Self.fault("ControlMaster auto\nControlPersist yes", "ControlPersist=no") == nil)
    }

    @Test("are each known once, and every keyword that is acted on has a reader")
    func tables() {
        let tables = [
            Set(Unhonoured.table.keys), Set(Unhonoured.aliases.keys), Set(Keyword.aliases.keys),
            KeywordRule.deprecatedKeywords, KeywordRule.droppedKeywords, Set(Keyword.allCases.map(\.rawValue)),
        ]
        #expect(tables.map(\.count).reduce(0, +) == tables.reduce(into: Set()) { $0.formUnion($1) }.count)
        #expect(Keyword.allCases.allSatisfy { KeywordReader.table[$0] != nil })
        #expect(Unhonoured.aliases.values.allSatisfy { Unhonoured.table[$0] != nil })
    }
}

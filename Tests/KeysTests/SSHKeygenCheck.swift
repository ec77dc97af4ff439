import CCrypto
import Foundation
import Keys
import TunnelModel

/// Has the system's ssh-keygen verify a signature, in the file format of OpenSSH's PROTOCOL.sshsig.
struct SSHKeygenCheck {
    var key: PrivateKey
    var algorithm: String

    /// Signs data in the namespace `file`, and asks `ssh-keygen -Y check-novalidate` about the claimed data.
    func accepts(_ data: [UInt8], claimed: [UInt8]) throws -> Bool {
        let folder = FileManager.default.temporaryDirectory.appending(component: "sallyport-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(component: "signature")
        try signatureFile(of: data).write(to: file, atomically: false, encoding: .utf8)
        let input = folder.appending(component: "data")
        try Data(claimed).write(to: input)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/ssh-keygen")
        process.arguments = ["-Y", "check-novalidate", "-n", "file", "-s", file.path]
        process.standardInput = try FileHandle(forReadingFrom: input)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    private func signatureFile(of data: [UInt8]) throws -> String {
        var fields = SSHWireWriter()
        fields.write(string: "file".utf8)
        fields.write(string: [])
        fields.write(string: "sha512".utf8)
        var message = SSHWireWriter()
        var digest = [UInt8](repeating: 0, count: 64)
        _ = sallyport_sha512(data, data.count, &digest)
        message.write(string: digest)
        let magic = Array("SSHSIG".utf8)
        let signed = magic + fields.bytes + message.bytes

        var signature = SSHWireWriter()
        signature.write(string: algorithm.utf8)
        signature.write(string: try key.sign(signed, algorithm: algorithm))
        var file = SSHWireWriter()
        file.write(uint32: 1)
        file.write(string: key.publicKey.blob)
        var tail = SSHWireWriter()
        tail.write(string: signature.bytes)
        return TestKeys.armoured("SSH SIGNATURE", magic + file.bytes + fields.bytes + tail.bytes)
    }
}

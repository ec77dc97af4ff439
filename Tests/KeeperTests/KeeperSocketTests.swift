import Foundation
import Keeper
import TestSupport
import Testing

@Suite("The keeper's socket file")
struct KeeperSocketTests {
    @Test("the socket of a keeper that was killed is replaced, and has the mode asked for", arguments: [0o600, 0o666])
    func replaces(mode: Int) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("keeper.sock")
        do {
            let first = try KeeperSocket(path: path, mode: 0o600, lock: try KeeperLock(state: folder.path))
            close(first.descriptor)
        }
        let second = try KeeperSocket(path: path, mode: UInt32(mode), lock: try KeeperLock(state: folder.path))
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == mode)
        _ = try KeeperCall(path: path)
        second.remove()
        #expect(!FileManager.default.fileExists(atPath: path))
        close(second.descriptor)
    }

    @Test("a second keeper of the same folder is refused")
    func locked() throws {
        let folder = try TemporaryFolder()
        let lock = try KeeperLock(state: folder.path)
        #expect(throws: KeeperSocketFault.otherKeeper(state: folder.path)) { _ = try KeeperLock(state: folder.path) }
        _ = consume lock
        _ = try KeeperLock(state: folder.path)
    }

    @Test("another kind of file at the socket's path is left alone")
    func leavesFiles() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("precious", to: "keeper.sock")
        let lock = try KeeperLock(state: folder.path)
        #expect(throws: KeeperSocketFault.notMade(path: path, code: EEXIST)) {
            _ = try KeeperSocket(path: path, mode: 0o600, lock: lock)
        }
        #expect(FileManager.default.contents(atPath: path) == Data("precious".utf8))
    }

    @Test("the file of a later keeper is not removed by an earlier one")
    func removesItsOwn() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("keeper.sock")
        let lock = try KeeperLock(state: folder.path)
        let first = try KeeperSocket(path: path, mode: 0o600, lock: lock)
        let second = try KeeperSocket(path: path, mode: 0o600, lock: lock)
        first.remove()
        #expect(FileManager.default.fileExists(atPath: path))
        close(first.descriptor)
        close(second.descriptor)
    }
}

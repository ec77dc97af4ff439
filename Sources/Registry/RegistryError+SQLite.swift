import GRDB
import StrictJSON
import TunnelModel

extension RegistryError {
    /// What an error that came up through GRDB means for the registry in `path`.
    init(_ error: any Error, path: String) {
        switch error {
        case let error as RegistryError: self = error
        case let error as DatabaseError: self.init(error, path: path)
        case let error as TextFault: self = .corrupt(path: path, detail: error.description)
        case let error as JSONFault: self = .corrupt(path: path, detail: error.description)
        default: self = .storage(path: path, detail: PlainText(cleaning: "\(error)").text)
        }
    }

    private init(_ error: DatabaseError, path: String) {
        // The message alone: the statement and its values would make more than one line.
        let detail = PlainText(cleaning: error.message ?? "SQLite error \(error.resultCode.rawValue)").text
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(path: path, detail: detail)
        case .SQLITE_FULL: self = .diskFull(path: path)
        case .SQLITE_READONLY: self = .readOnly(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: self = .cannotOpen(path: path, reason: detail)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
        default: self = .storage(path: path, detail: detail)
        }
    }
}

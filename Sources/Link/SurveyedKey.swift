import Keys
import TunnelModel

/// What the files of one identity say before anything is offered: mostly the public key, and what is wrong, if
/// anything is. Nothing has been asked of anybody.
struct SurveyedKey: Sendable {
    /// Why the private half cannot be used; told only when its turn comes.
    enum Trouble: Error, Sendable, Equatable {
        case missing
        case unusable(String)
        /// Others than the owner may read it; its mode's low nine bits.
        case tooOpen(UInt32)
    }

    let path: String
    /// From the private file, else from the .pub file beside it, or from a .pub file that was itself named.
    let publicKey: PublicKey?
    let file: Result<PrivateKeyFile, Trouble>

    /// Judges what was read at `path` and at `path.pub`.
    init(path: String, answer: KeyFileReader.Answer, publicHalf: KeyFileReader.Answer) {
        self.path = path
        let beside = Self.publicKey(in: publicHalf)
        switch answer {
        case .failed(let words, let isMissing):
            publicKey = beside
            file = .failure(isMissing ? .missing : .unusable(words))
        case .text(let text, let mode, let isOwn):
            if let named = PublicKey(text: text.reveal()) {
                publicKey = named
                file = .failure(.missing)
            } else if isOwn, mode & 0o077 != 0 {
                publicKey = beside
                file = .failure(.tooOpen(mode & 0o777))
            } else {
                file = Self.parse(text)
                publicKey = (try? file.get())?.publicKey ?? beside
            }
        }
    }

    private static func parse(_ text: Secret<String>) -> Result<PrivateKeyFile, Trouble> {
        do throws(KeyFileError) {
            return .success(try PrivateKeyFile(text.reveal()))
        } catch {
            return .failure(.unusable("\(error)"))
        }
    }

    private static func publicKey(in answer: KeyFileReader.Answer) -> PublicKey? {
        guard case .text(let text, _, _) = answer else { return nil }
        return PublicKey(text: text.reveal())
    }
}

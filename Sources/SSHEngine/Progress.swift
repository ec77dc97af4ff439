/// What one libssh2 call came to: finished, or to be called again when there is more input.
///
/// libssh2 says the second as LIBSSH2_ERROR_EAGAIN; that number is spelt in one place only, `Session`.
enum Progress<Value> {
    case done(Value)
    case blocked
}

extension Progress: Sendable where Value: Sendable {}

/// A forward could not be set up and ExitOnForwardFailure is on; the reason has been told.
struct ForwardSetUpFailed: Error {}

/// A backup has taken the registry's place: everything is to be read again.
struct Restored: Error {}

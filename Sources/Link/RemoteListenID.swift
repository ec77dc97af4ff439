/// One remote listener of a link, for as long as it is wanted; the same through every reconnect.
package struct RemoteListenID: Hashable, Sendable {
    let number: Int
}

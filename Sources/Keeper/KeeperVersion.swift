/// What the bastion's program calls itself.
package enum KeeperVersion {
    /// Semantic version; CHANGELOG.md says what is in it.
    package static let number = "0.1.0"
}

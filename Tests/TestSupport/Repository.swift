import Foundation

/// Where things are in this checkout, found from the place of this source file.
package enum Repository {
    /// The root of the checkout, absolute, without a slash at the end.
    package static let root: String = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url.path
    }()

    /// The absolute path of `name`, which is relative to the root.
    package static func path(_ name: String) -> String { root + "/" + name }

    /// The program under test: `SALLYPORT_BIN`, or `SALLYPORT_BASTION_BIN` for the bastion's, else the newest build of
    /// `name` beside the tests or under `.build`.
    ///
    /// A program that stands in for `sallyport`, such as `ssh`, may be named in `SALLYPORT_BIN`.
    package static func program(_ name: String = "sallyport") throws -> String {
        let variable = ["sallyport": "SALLYPORT_BIN", "sallyport-bastion": "SALLYPORT_BASTION_BIN"][name] ?? ""
        if let chosen = ProcessInfo.processInfo.environment[variable], !chosen.isEmpty {
            return chosen
        }
        let beside = Bundle.allBundles.map { $0.bundleURL.deletingLastPathComponent().path + "/" + name }
        let built = ["release", "debug"].map { path(".build/\($0)/\(name)") }
        let found = (beside + built).filter { FileManager.default.isExecutableFile(atPath: $0) }
        guard let newest = found.max(by: { changed($0) < changed($1) }) else {
            throw RigError("\(name) is not built: run `make build`, or set SALLYPORT_BIN")
        }
        return newest
    }

    private static func changed(_ path: String) -> Date {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.modificationDate] as? Date ?? .distantPast
    }
}

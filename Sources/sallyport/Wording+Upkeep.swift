import CommandSupport
import Link
import NIOCore
import Settings

/// How a link is kept up; ssh, whose links are lost once, has no words for most of it.
extension Wording {
    /// How the link is kept up.
    func tellUpkeep(_ event: LinkEvent) {
        switch event {
        case .up(let isAgain):
            if isAgain { console.say("Connection to \(settings.hostName) is up again.", at: .info) }
        case .lost(let error):
            tell(error)
        case .attemptFailed(let error):
            console.say("\(error)", at: .verbose)
        case .retryIn(let delay):
            console.say("Connecting again in \(delay.nanoseconds / 1_000_000) ms.", at: .verbose)
        case .sessionAdded(let count), .sessionRemoved(let count):
            console.say("The link has \(count) sessions now.", at: .debug1)
        case .sessionNotAdded(let words):
            console.say("No further session can be had now: \(words)", at: .verbose)
        case .listening(let request, let port):
            console.say("remote forward success for: listen \(request.host):\(port)", at: .debug1)
        case .listenRefused(let request, let words, let isRepeated):
            let line = "remote port forwarding failed for listen port \(request.port)"
            if isRepeated {
                console.say("\(line): \(words)", at: .debug1)
            } else if settings.exitOnForwardFailure {
                console.say("Error: \(line)", at: .error)
            } else {
                console.say("Warning: \(line)", at: .info)
            }
        default:
            return
        }
    }
}

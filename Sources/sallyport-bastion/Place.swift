import ArgumentParser

/// Which keeper is meant.
struct Place: ParsableArguments {
    @Option(help: ArgumentHelp("The keeper's state folder.", valueName: "dir"))
    var state = Conversation.defaultState

    @Option(help: ArgumentHelp("The keeper's socket, if it is not keeper.sock in the state folder.", valueName: "path"))
    var socket: String?

    var socketPath: String { socket ?? Conversation.socket(state: state) }
}

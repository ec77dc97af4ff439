/// A part of the measurement that can be run alone.
enum Part: String, CaseIterable {
    /// One bulk transfer, each way.
    case bulk
    /// Echoes with nothing beside them.
    case echo
    /// Connections, one and 32 at a time.
    case connections
    /// Two bulk transfers, and echoes beside one.
    case together
    /// 6 and 32 connections at the same moment, 50 ms away.
    case bursts
    /// One bulk transfer each way, 100 ms away.
    case far
    /// Memory, idle and with many streams.
    case memory
}

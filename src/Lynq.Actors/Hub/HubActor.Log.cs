using Lynq.Crds;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Hub;

internal sealed partial class HubActor
{
    private void LogSyncStarted(HubKey hub, string cause) => SyncStarted(_services.Logger, hub, cause);

    private void LogSyncEnded(HubKey hub, int read, int active, int rejected, double milliseconds) =>
        SyncFinished(_services.Logger, hub, read, active, rejected, milliseconds);

    private void LogSyncFailed(HubKey hub, SyncFailure failure, Exception exception) =>
        SyncFailed(_services.Logger, hub, failure.Message, failure.IsUnforeseen ? exception : null);

    private void LogStatusFailed(HubKey hub, Exception failure) => StatusFailed(_services.Logger, hub, failure);

    private void LogFormStillThere(HubKey hub, int nodes) => FormStillThere(_services.Logger, hub, nodes);

    [LoggerMessage(LogLevel.Debug, "Reading the rows of hub {Hub}: {Cause}")]
    private static partial void SyncStarted(ILogger logger, HubKey hub, string cause);

    [LoggerMessage(LogLevel.Debug, "Read {Read} rows of hub {Hub}, {Active} active, {Rejected} rejected, in {Milliseconds:0} ms")]
    private static partial void SyncFinished(ILogger logger, HubKey hub, int read, int active, int rejected, double milliseconds);

    [LoggerMessage(LogLevel.Error, "The rows of hub {Hub} could not be read: {Message}")]
    private static partial void SyncFailed(ILogger logger, HubKey hub, string message, Exception? exception);

    [LoggerMessage(LogLevel.Warning, "The status of hub {Hub} could not be written")]
    private static partial void StatusFailed(ILogger logger, HubKey hub, Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Nodes} nodes of hub {Hub} are not deleted: their form was not seen, but the API server has it, or does not say")]
    private static partial void FormStillThere(ILogger logger, HubKey hub, int nodes);
}

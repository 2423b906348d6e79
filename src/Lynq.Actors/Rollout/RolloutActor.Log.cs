using Lynq.Crds;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Rollout;

internal sealed partial class RolloutActor
{
    [LoggerMessage(LogLevel.Warning, "The status of form {Form} could not be written")]
    private static partial void StatusFailed(ILogger logger, FormKey form, Exception failure);
}

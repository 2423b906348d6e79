using Lynq.Actors.Port;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Embedded;

public sealed partial class EmbeddedActorSystem
{
    [LoggerMessage(LogLevel.Error, "Actor {Actor} has failed and starts anew in {Pause:0.0} s")]
    private partial void LogActorFailed(ActorId actor, double pause, Exception failure);
}

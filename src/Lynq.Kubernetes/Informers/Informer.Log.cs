using Microsoft.Extensions.Logging;

namespace Lynq.Kubernetes;

public sealed partial class Informer<T, TKept>
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Following {resource}: {count} objects at first")]
    private partial void LogSynced(ApiResource resource, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Where the watch of {resource} stood is lost or no longer kept by the server; listing again")]
    private partial void LogListingAgain(ApiResource resource);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The server has no streaming lists, or they break off; listing {resource} instead")]
    private partial void LogNoStreamingList(ApiResource resource);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Following {resource} failed: {failure}; going on in {seconds} s")]
    private partial void LogFailed(ApiResource resource, string failure, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "The handler of {resource} failed for {namespace}/{name}; the change will be handed over again")]
    private partial void LogHandlerFailed(Exception exception, ApiResource resource, string @namespace, string name);
}

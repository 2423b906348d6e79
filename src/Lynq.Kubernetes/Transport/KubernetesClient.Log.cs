using Microsoft.Extensions.Logging;

namespace Lynq.Kubernetes;

public sealed partial class KubernetesClient
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Attempt {attempt} of {request} failed with {reason} ({code}); the next follows in {seconds} s")]
    private partial void LogRetry(KubernetesRequest request, int attempt, double seconds, string reason, int code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The API server warns about {resource} (told once): {warning}")]
    private partial void LogWarning(ApiResource? resource, string warning);
}

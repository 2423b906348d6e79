using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Actors.Watching;

/// <summary>Informers over one client.</summary>
/// <param name="client">The API server.</param>
/// <param name="time">The clock of pauses and timeouts.</param>
/// <param name="logging">Logging.</param>
public sealed class ClientInformers(IKubernetesClient client, TimeProvider time, ILoggerFactory logging) : IInformers
{
    /// <inheritdoc />
    public IInformer Create<T, TKept>(InformerOptions<T, TKept> options) =>
        new Informer<T, TKept>(client, options, time, logging.CreateLogger<Informer<T, TKept>>());
}

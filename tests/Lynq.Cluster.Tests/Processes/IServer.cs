using Lynq.Kubernetes;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>A write that an API server has recorded.</summary>
/// <param name="At">When it arrived.</param>
/// <param name="Verb">create, patch (also for server-side apply), update or delete.</param>
/// <param name="Resource">The plural, with a slash and the subresource when it is about one.</param>
/// <param name="Name">The object.</param>
/// <param name="User">Who wrote; each replica has a name of its own.</param>
internal sealed record Write(DateTimeOffset At, string Verb, string Resource, string Name, string User)
{
    /// <summary>Whether it is about what the operator manages, and not about its Lease or an Event.</summary>
    public bool IsOfManaged => Resource is not ("leases" or "events");
}

/// <summary>An API server that remembers who wrote what.</summary>
internal interface IServer : IAsyncDisposable
{
    /// <summary>For the test itself, which is not recorded as an operator.</summary>
    IKubernetesClient Client { get; }

    /// <summary>A kubeconfig for a replica of the operator.</summary>
    string KubeconfigOf(int replica);

    /// <summary>The user of a replica in the record.</summary>
    string UserOf(int replica);

    /// <summary>What operators wrote since a moment, oldest first.</summary>
    IReadOnlyList<Write> WritesSince(DateTimeOffset moment);
}

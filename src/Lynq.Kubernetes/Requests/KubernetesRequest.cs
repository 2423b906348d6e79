using System.Collections.Immutable;

namespace Lynq.Kubernetes;

/// <summary>One request to the API server, described and not yet sent. Usually made by the methods of <see cref="KubernetesClientExtensions"/>.</summary>
public sealed record KubernetesRequest
{
    /// <summary>What is done.</summary>
    public required RequestVerb Verb { get; init; }

    /// <summary>On which resource; null when <see cref="Path"/> is set.</summary>
    public ApiResource? Resource { get; init; }

    /// <summary>In which namespace; null for a cluster-scoped kind or for all namespaces.</summary>
    public string? Namespace { get; init; }

    /// <summary>Which object; null for a collection.</summary>
    public string? Name { get; init; }

    /// <summary><c>status</c>, <c>scale</c> or another subresource; null for the object itself.</summary>
    public string? Subresource { get; init; }

    /// <summary>An absolute path that is no resource, such as <c>/version</c> or <c>/readyz</c>; then <see cref="Resource"/> is null.</summary>
    public string? Path { get; init; }

    /// <summary>Query parameters in order, not yet escaped.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>What is sent; null for requests without a body.</summary>
    public RequestBody? Body { get; init; }

    /// <summary>Media types asked for in place of the representation's own, for discovery; null otherwise.</summary>
    public string? Accept { get; init; }

    /// <summary>Whose turn it is when requests have to wait.</summary>
    public RequestPriority Priority { get; init; } = RequestPriority.Live;

    /// <summary>
    /// Whether sending the request twice does what sending it once does, so that it may be repeated when nobody knows whether it arrived.
    /// Null: decided from the verb (reads, applies) and from preconditions in the request.
    /// </summary>
    public bool? Idempotent { get; init; }

    /// <summary>
    /// Asked when the body is about to leave: after all waiting, on an open connection, and at each repeat. When it says no, nothing is
    /// sent and the request fails like one to a server that is busy. Null: nobody is asked. Only requests with a body have one to ask.
    /// </summary>
    public Func<bool>? Fence { get; init; }

    /// <summary>Called when the server has accepted a watch, before its first event. Null: nobody is told. Watches only.</summary>
    public Action? Opened { get; init; }

    /// <summary>How long the request may take, headers and body, repeats and waiting not counted; null for the client's default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The same request with one more query parameter.</summary>
    public KubernetesRequest With(string parameter, string value) => this with { Query = Query.Add(new(parameter, value)) };

    /// <summary>The value of a query parameter, or null.</summary>
    public string? Parameter(string name)
    {
        foreach (var pair in Query)
        {
            if (string.Equals(pair.Key, name, StringComparison.Ordinal))
                return pair.Value;
        }

        return null;
    }

    /// <summary>Reads a path that is no resource.</summary>
    public static KubernetesRequest Raw(string path) => new() { Verb = RequestVerb.Get, Path = path };

    /// <summary>The request as messages name it: <c>apply deployments.apps/shop/web</c>.</summary>
    public override string ToString()
    {
        var verb = Verb switch { RequestVerb.DeleteCollection => "delete all of", _ => Verb.ToString().ToLowerInvariant() };
        if (Path is not null)
            return $"{verb} {Path}";
        return string.Join('/', new[] { $"{verb} {Resource}", Namespace, Name, Subresource }.Where(part => !string.IsNullOrEmpty(part)));
    }
}

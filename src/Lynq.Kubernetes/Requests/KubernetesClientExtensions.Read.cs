using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Lynq.Kubernetes;

/// <summary>The everyday calls on an API server. Each comes in two forms: with a <see cref="Representation{T}"/> that says how much to ask for and how to read it, and without, for the whole object as JSON.</summary>
public static partial class KubernetesClientExtensions
{
    /// <summary>Reads an object.</summary>
    /// <exception cref="KubernetesException">It does not exist (<see cref="KubernetesException.IsNotFound"/>), or the request failed.</exception>
    public static Task<T> GetAsync<T>(this IKubernetesClient client, ObjectAddress address, Representation<T> representation, CancellationToken cancellationToken = default) =>
        client.GetAsync(address, representation, RequestPriority.Live, cancellationToken);

    /// <summary>Reads an object, live work or catching up.</summary>
    /// <exception cref="KubernetesException">It does not exist, or the request failed.</exception>
    public static Task<T> GetAsync<T>(this IKubernetesClient client, ObjectAddress address, Representation<T> representation, RequestPriority priority, CancellationToken cancellationToken = default) =>
        client.SendAsync(Request(RequestVerb.Get, address) with { Priority = priority }, representation, cancellationToken);

    /// <summary>Reads an object.</summary>
    /// <exception cref="KubernetesException">It does not exist, or the request failed.</exception>
    public static Task<JsonElement> GetAsync(this IKubernetesClient client, ObjectAddress address, CancellationToken cancellationToken = default) =>
        client.GetAsync(address, Representation.Full, cancellationToken);

    /// <summary>Reads an object, or says that there is none.</summary>
    /// <exception cref="KubernetesException">The request failed for another reason than that the object does not exist.</exception>
    public static async Task<(bool Found, T? Object)> FindAsync<T>(this IKubernetesClient client, ObjectAddress address, Representation<T> representation, CancellationToken cancellationToken = default)
    {
        try
        {
            return (true, await client.GetAsync(address, representation, cancellationToken));
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return (false, default);
        }
    }

    /// <summary>Reads one page of a collection; its metadata tells the version and the next page's token.</summary>
    /// <exception cref="KubernetesException">The request failed; <see cref="KubernetesException.IsExpired"/>: start again without a token.</exception>
    public static Task<KubernetesList<T>> ListPageAsync<T>(this IKubernetesClient client, ApiResource resource, ListOptions options, Representation<T> representation, CancellationToken cancellationToken = default) =>
        client.SendAsync(ListRequest(resource, options), ListRepresentation.Of(representation), cancellationToken);

    /// <summary>Reads a collection page by page. Items come as pages arrive; nothing holds more than one page.</summary>
    /// <exception cref="KubernetesException">A request failed; 410 in the middle means that the list took longer than the server keeps it.</exception>
    public static async IAsyncEnumerable<T> ListAsync<T>(this IKubernetesClient client, ApiResource resource, ListOptions options, Representation<T> representation, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        while (true)
        {
            var page = await client.ListPageAsync(resource, options, representation, cancellationToken);
            foreach (var item in page.Items)
                yield return item;
            if (string.IsNullOrEmpty(page.Metadata.Continue))
                yield break;
            // The token carries the version: the server refuses both together.
            options = options with { Continue = page.Metadata.Continue, ResourceVersion = null };
        }
    }

    /// <summary>Reads a collection as JSON, page by page.</summary>
    /// <exception cref="KubernetesException">A request failed.</exception>
    public static IAsyncEnumerable<JsonElement> ListAsync(this IKubernetesClient client, ApiResource resource, ListOptions options, CancellationToken cancellationToken = default) =>
        client.ListAsync(resource, options, Representation.Full, cancellationToken);

    /// <summary>Opens one watch. It ends when the server ends it; see <see cref="IKubernetesClient.WatchAsync"/>, and the informer for one that goes on.</summary>
    /// <exception cref="KubernetesException">The server refused, or the stream broke.</exception>
    public static IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(this IKubernetesClient client, ApiResource resource, WatchOptions options, Representation<T> representation, CancellationToken cancellationToken = default) =>
        client.WatchAsync(WatchRequest(resource, options), representation, cancellationToken);

    private static KubernetesRequest ListRequest(ApiResource resource, ListOptions options)
    {
        var request = new KubernetesRequest { Verb = RequestVerb.List, Resource = resource, Namespace = options.Namespace, Priority = options.Priority }
            .WithOptional("labelSelector", options.LabelSelector)
            .WithOptional("fieldSelector", options.FieldSelector)
            .WithOptional("resourceVersion", options.ResourceVersion)
            .WithOptional("continue", options.Continue);
        return options.PageSize is { } size ? request.With("limit", size.ToString(CultureInfo.InvariantCulture)) : request;
    }

    private static KubernetesRequest WatchRequest(ApiResource resource, WatchOptions options)
    {
        var request = new KubernetesRequest { Verb = RequestVerb.Watch, Resource = resource, Namespace = options.Namespace, Timeout = options.SilenceLimit, Opened = options.Opened }
            .With("watch", "true")
            .With("allowWatchBookmarks", "true")
            .WithOptional("labelSelector", options.LabelSelector)
            .WithOptional("fieldSelector", options.FieldSelector)
            .WithOptional("resourceVersion", options.ResourceVersion);
        if (options.SendInitialEvents)
            request = request.With("sendInitialEvents", "true").With("resourceVersionMatch", "NotOlderThan");
        return options.ServerTimeout is { } timeout
            ? request.With("timeoutSeconds", Math.Max(1, (int)timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture))
            : request;
    }

    private static KubernetesRequest Request(RequestVerb verb, ObjectAddress address) => new()
    {
        Verb = verb,
        Resource = address.Resource,
        Namespace = address.Namespace,
        Name = address.Name,
    };

    private static KubernetesRequest WithOptional(this KubernetesRequest request, string parameter, string? value) =>
        string.IsNullOrEmpty(value) ? request : request.With(parameter, value);
}

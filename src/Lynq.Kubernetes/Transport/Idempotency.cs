using System.Text.Json;

namespace Lynq.Kubernetes.Transport;

/// <summary>Whether a request may be sent again when nobody knows whether it was done. Asked only after such a failure, so it may look into the body.</summary>
internal static class Idempotency
{
    public static bool Of(KubernetesRequest request) => request.Idempotent ?? request.Verb switch
    {
        RequestVerb.Get or RequestVerb.List or RequestVerb.Watch or RequestVerb.Apply => true,
        // With the uid a repeat cannot meet a successor of the same name.
        RequestVerb.Delete => Has(request, "preconditions", "uid"),
        // With the version a repeat finds the object changed and is refused.
        RequestVerb.Update or RequestVerb.Patch => Has(request, "metadata", "resourceVersion"),
        _ => false,
    };

    private static bool Has(KubernetesRequest request, string parent, string property) =>
        request.Body?.ToElement() is { ValueKind: JsonValueKind.Object } body
        && body.TryGetProperty(parent, out var inner)
        && inner.ValueKind == JsonValueKind.Object
        && inner.TryGetProperty(property, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString()!.Length > 0;
}

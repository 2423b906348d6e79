using System.Text;

namespace Lynq.Kubernetes.Transport;

/// <summary>Turns a request into its URL.</summary>
internal static class RequestUri
{
    public static Uri Of(Uri server, KubernetesRequest request, string fieldManager)
    {
        var text = new StringBuilder(server.AbsoluteUri.TrimEnd('/'), 256);
        if (request.Path is { } path)
            text.Append(path.StartsWith('/') ? "" : "/").Append(path);
        else
            AppendResource(text, request);
        var separator = request.Path?.Contains('?', StringComparison.Ordinal) == true ? '&' : '?';
        foreach (var (key, value) in request.Query)
        {
            text.Append(separator).Append(key).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        if (TakesFieldManager(request.Verb) && request.Path is null && request.Parameter("fieldManager") is null)
            text.Append(separator).Append("fieldManager=").Append(Uri.EscapeDataString(fieldManager));
        return new(text.ToString());
    }

    private static void AppendResource(StringBuilder text, KubernetesRequest request)
    {
        var resource = request.Resource ?? throw new ArgumentException("a request needs a resource or a path", nameof(request));
        if (resource.Group.Length == 0)
            text.Append("/api/");
        else
            text.Append("/apis/").Append(resource.Group).Append('/');
        text.Append(resource.Version);
        if (resource.Namespaced && !string.IsNullOrEmpty(request.Namespace))
            text.Append("/namespaces/").Append(Uri.EscapeDataString(request.Namespace));
        text.Append('/').Append(resource.Plural);
        if (request.Name is { } name)
            text.Append('/').Append(Uri.EscapeDataString(name));
        if (request.Subresource is { } subresource)
            text.Append('/').Append(subresource);
    }

    private static bool TakesFieldManager(RequestVerb verb) => verb is RequestVerb.Create or RequestVerb.Update or RequestVerb.Apply or RequestVerb.Patch;
}

using System.Net.Http.Headers;

namespace Lynq.Kubernetes.Transport;

/// <summary>Turns a request into an HTTP message.</summary>
internal static class RequestMessage
{
    private const string MetadataAccept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
    private const string MetadataListAccept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

    public static HttpRequestMessage Of(KubernetesRequest request, Uri uri, bool metadataOnly, AuthenticationHeaderValue? authorization, Version version)
    {
        var message = new HttpRequestMessage(Method(request), uri)
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("Accept", request.Accept ?? Accept(request.Verb, metadataOnly));
        message.Headers.Authorization = authorization;
        if (request.Body is { } body)
            message.Content = new PooledContent(request, body);
        return message;
    }

    private static string Accept(RequestVerb verb, bool metadataOnly)
    {
        if (!metadataOnly)
            return "application/json";
        return verb is RequestVerb.List or RequestVerb.DeleteCollection ? MetadataListAccept : MetadataAccept;
    }

    private static HttpMethod Method(KubernetesRequest request) => request.Verb switch
    {
        RequestVerb.Create => HttpMethod.Post,
        RequestVerb.Update => HttpMethod.Put,
        RequestVerb.Apply or RequestVerb.Patch => HttpMethod.Patch,
        RequestVerb.Delete or RequestVerb.DeleteCollection => HttpMethod.Delete,
        _ => HttpMethod.Get,
    };
}

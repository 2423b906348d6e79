using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Tls;

/// <summary>
/// Puts the authority of the self-issued certificate into those webhook configurations that ask for it by the annotation
/// <c>lynq.sh/inject-ca: "true"</c> (the chart sets it when cert-manager is off), and writes only when something differs.
/// </summary>
internal sealed partial class AuthorityInjector(IKubernetesClient client, ILogger logger)
{
    /// <summary>Annotation on a webhook configuration whose caBundle the operator keeps.</summary>
    public const string Annotation = "lynq.sh/inject-ca";

    /// <summary>Where webhooks are registered.</summary>
    public static readonly ApiResource[] Configurations =
    [
        new("admissionregistration.k8s.io", "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", Namespaced: false),
        new("admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", Namespaced: false),
    ];

    private volatile string? _bundle;

    /// <summary>Brings all annotated configurations in line.</summary>
    /// <returns>Whether any was not.</returns>
    /// <exception cref="KubernetesException">A configuration cannot be listed or patched.</exception>
    public async Task<bool> InjectAsync(string authority, CancellationToken cancellationToken)
    {
        var bundle = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority));
        _bundle = bundle;
        var changed = false;
        foreach (var resource in Configurations)
        {
            await foreach (var configuration in client.ListAsync(resource, new ListOptions(), cancellationToken))
            {
                if (IsAnnotated(configuration.GetProperty("metadata")))
                    changed |= await InjectAsync(resource, configuration, bundle, cancellationToken);
            }
        }

        return changed;
    }

    /// <summary>Whether a configuration ought to have the authority that was passed on last, and has not.</summary>
    public bool Lacks(JsonElement configuration) =>
        _bundle is { } bundle && IsAnnotated(configuration.GetProperty("metadata")) && configuration.TryGetProperty("webhooks", out var webhooks)
        && webhooks.EnumerateArray().Any(webhook => !Has(webhook, bundle));

    private async Task<bool> InjectAsync(ApiResource resource, JsonElement configuration, string bundle, CancellationToken cancellationToken)
    {
        if (!configuration.TryGetProperty("webhooks", out var webhooks))
            return false;
        var operations = new JsonArray();
        foreach (var (index, webhook) in webhooks.EnumerateArray().Index())
        {
            if (Has(webhook, bundle))
                continue;
            operations.Add(new JsonObject { ["op"] = "test", ["path"] = $"/webhooks/{index}/name", ["value"] = webhook.GetProperty("name").GetString() });
            operations.Add(new JsonObject { ["op"] = "add", ["path"] = $"/webhooks/{index}/clientConfig/caBundle", ["value"] = bundle });
        }

        if (operations.Count == 0)
            return false;
        var name = configuration.GetProperty("metadata").GetProperty("name").GetString()!;
        await client.JsonPatchAsync(resource.Named(null, name), operations, Representation.Metadata, cancellationToken: cancellationToken);
        LogInjected(resource.Kind, name);
        return true;
    }

    private static bool Has(JsonElement webhook, string bundle) =>
        webhook.GetProperty("clientConfig").TryGetProperty("caBundle", out var present) && present.ValueEquals(bundle);

    private static bool IsAnnotated(JsonElement metadata) =>
        metadata.TryGetProperty("annotations", out var annotations) && annotations.TryGetProperty(Annotation, out var value) && value.ValueEquals("true");

    [LoggerMessage(Level = LogLevel.Information, Message = "Put the webhook certificate's authority into {Kind} {Name}")]
    private partial void LogInjected(string kind, string name);
}

using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>MutatingWebhookConfiguration and ValidatingWebhookConfiguration: the server's defaults, and what makes it refuse one.</summary>
internal sealed class WebhookConfigurationRules(bool mutating) : KindRules
{
    private static readonly string[] SideEffects = ["None", "NoneOnDryRun"];

    public override void Default(JsonObject value)
    {
        foreach (var webhook in value.Objects("webhooks"))
        {
            webhook.SetDefault("failurePolicy", "Fail");
            webhook.SetDefault("matchPolicy", "Equivalent");
            webhook.SetDefault("namespaceSelector", new JsonObject());
            webhook.SetDefault("objectSelector", new JsonObject());
            webhook.SetDefault("timeoutSeconds", 10);
            if (mutating) webhook.SetDefault("reinvocationPolicy", "Never");
            foreach (var rule in webhook.Objects("rules")) rule.SetDefault("scope", "*");
            webhook.Child("clientConfig").Child("service")?.SetDefault("port", 443);
        }
    }

    public override IEnumerable<FieldCause> Validate(JsonObject value)
    {
        var i = 0;
        foreach (var webhook in value.Objects("webhooks"))
        {
            var path = $"webhooks[{(i++).ToString(CultureInfo.InvariantCulture)}]";
            foreach (var cause in Validate(webhook, path)) yield return cause;
        }
    }

    private static IEnumerable<FieldCause> Validate(JsonObject webhook, string path)
    {
        var name = webhook.Text("name");
        if (name.Length == 0) yield return FieldCause.Required(path + ".name");
        else if (name.Split('.').Length < 3)
            yield return FieldCause.Invalid(path + ".name", name, "should be a domain with at least three segments separated by dots");
        if (!webhook.Texts("admissionReviewVersions").Any())
            yield return FieldCause.Required(path + ".admissionReviewVersions", "must specify one of v1, v1beta1");
        var effects = webhook.Text("sideEffects");
        if (effects.Length == 0) yield return FieldCause.Required(path + ".sideEffects", "must specify one of None, NoneOnDryRun");
        else if (!SideEffects.Contains(effects, StringComparer.Ordinal))
            yield return FieldCause.NotSupported(path + ".sideEffects", effects, SideEffects);
        if (webhook.Number("timeoutSeconds") is < 1 or > 30)
            yield return FieldCause.Invalid(path + ".timeoutSeconds", webhook["timeoutSeconds"], "the timeout value must be between 1 and 30 seconds");
        var client = webhook.Child("clientConfig");
        if (client?["url"] is null == client?["service"] is null)
            yield return FieldCause.Required(path + ".clientConfig", "exactly one of url or service is required");
    }
}

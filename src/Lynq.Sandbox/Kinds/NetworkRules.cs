using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>Ingresses.</summary>
internal sealed class IngressRules : KindRules
{
    public override void PrepareCreate(JsonObject value, KindContext context) =>
        value["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };

    public override IEnumerable<FieldCause> Validate(JsonObject value)
    {
        var spec = value.Child("spec");
        if (spec?.Array("rules") is not { Count: > 0 } && spec.Child("defaultBackend") is null)
            yield return FieldCause.Invalid("spec", spec ?? [], "either `defaultBackend` or `rules` must be specified");
        var index = 0;
        foreach (var rule in spec.Objects("rules"))
        {
            var path = $"spec.rules[{index++}].http.paths";
            if (rule.Child("http") is { } http && http.Array("paths") is not { Count: > 0 }) yield return FieldCause.Required(path);
            var step = 0;
            foreach (var one in rule.Child("http").Objects("paths"))
            {
                if (one.Text("pathType") is not ("Exact" or "Prefix" or "ImplementationSpecific"))
                    yield return FieldCause.Required($"{path}[{step}].pathType", "pathType must be specified");
                step++;
            }
        }
    }
}

/// <summary>NetworkPolicies.</summary>
internal sealed class NetworkPolicyRules : KindRules
{
    public override void Default(JsonObject value)
    {
        if (value.Child("spec") is not { } spec) return;
        if (!spec.ContainsKey("policyTypes"))
        {
            spec["policyTypes"] = spec.Array("egress") is { Count: > 0 }
                ? new JsonArray("Ingress", "Egress")
                : new JsonArray("Ingress");
        }

        foreach (var rule in spec.Objects("ingress").Concat(spec.Objects("egress")))
        {
            foreach (var port in rule.Objects("ports")) port.SetDefault("protocol", "TCP");
        }
    }
}

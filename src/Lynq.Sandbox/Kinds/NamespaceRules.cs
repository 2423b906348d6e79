using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>Namespaces: the finalizer, the phase and the name label that each has.</summary>
internal sealed class NamespaceRules : KindRules
{
    public override void Default(JsonObject value) =>
        value.Metadata().Ensure("labels")["kubernetes.io/metadata.name"] = value.Metadata().Text("name");

    public override void PrepareCreate(JsonObject value, KindContext context)
    {
        value.Ensure("spec")["finalizers"] = new JsonArray("kubernetes");
        value["status"] = new JsonObject { ["phase"] = "Active" };
    }

    public override void PrepareUpdate(JsonObject value, JsonObject live, KindContext context)
    {
        // Only the finalize endpoint takes finalizers away.
        if (context.Subresource == "finalize") return;
        if (live.Child("spec") is { } spec) value["spec"] = spec.DeepClone();
    }
}

using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>Events: they stand in the namespace of what they are about, those of cluster-scoped objects in default.</summary>
internal sealed class EventRules : KindRules
{
    public override IEnumerable<FieldCause> Validate(JsonObject value)
    {
        var own = value.Child("metadata").Text("namespace");
        var involved = (value.Child("involvedObject") ?? value.Child("regarding")).Text("namespace");
        if (involved.Length == 0 ? own is not ("" or "default") : involved != own)
            yield return FieldCause.Invalid("involvedObject.namespace", involved, "does not match event.namespace");
    }
}

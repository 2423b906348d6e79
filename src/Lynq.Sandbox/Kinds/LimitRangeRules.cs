using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>LimitRanges: what a container's limits leave open follows from the others.</summary>
internal sealed class LimitRangeRules : KindRules
{
    public override void Default(JsonObject value)
    {
        foreach (var limit in value.Child("spec").Objects("limits").Where(limit => limit.Text("type") == "Container"))
        {
            Follow(limit, "default", "max");
            Follow(limit, "defaultRequest", "default");
            Follow(limit, "defaultRequest", "min");
        }
    }

    private static void Follow(JsonObject limit, string name, string from)
    {
        foreach (var (resource, quantity) in limit.Child(from) ?? []) limit.Ensure(name).SetDefault(resource, quantity?.DeepClone());
    }
}

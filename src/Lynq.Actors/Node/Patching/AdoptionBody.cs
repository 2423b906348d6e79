using System.Text.Json.Nodes;
using Lynq.Crds;

namespace Lynq.Actors.Node.Patching;

/// <summary>Marks an object as one that existed before the operator managed it (contract §10.3).</summary>
internal static class AdoptionBody
{
    public static JsonObject For(string uid) => new()
    {
        ["metadata"] = new JsonObject { ["uid"] = uid, ["annotations"] = new JsonObject { [LynqAnnotations.Adopted] = "true" } },
    };
}

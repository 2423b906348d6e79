using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>Which rules a kind has.</summary>
internal static class KindTable
{
    private static readonly Dictionary<string, KindRules> Rules = new(StringComparer.Ordinal)
    {
        ["namespaces"] = new NamespaceRules(),
    };

    public static KindRules Of(ResourceType type) =>
        type.Custom is null ? Rules.GetValueOrDefault(type.StorageKey, KindRules.None) : KindRules.None;
}

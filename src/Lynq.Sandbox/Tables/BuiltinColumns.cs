using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Tables;

/// <summary>The columns of the built-in kinds.</summary>
internal static class BuiltinColumns
{
    private static readonly Dictionary<string, Column[]> Table = new(StringComparer.Ordinal)
    {
    };

    public static IReadOnlyList<Column>? Of(ResourceType type) => Table.GetValueOrDefault(type.GroupResource);
}

using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Tables;

/// <summary>The columns of the built-in kinds, as a server of <see cref="SandboxOptions.KubernetesVersion"/>'s default prints them.</summary>
internal static class BuiltinColumns
{
    private static readonly Lazy<Dictionary<string, Column[]>> Table = new(() =>
        ((IEnumerable<(string Resource, Column[] Columns)>[])
            [WorkloadColumns.All, NetworkColumns.All, StorageColumns.All, ClusterColumns.All, AccessColumns.All, EventColumns.All])
        .SelectMany(part => part)
        .ToDictionary(kind => kind.Resource, kind => kind.Columns, StringComparer.Ordinal));

    /// <summary>The kind's columns; null for kinds that print name and time only.</summary>
    public static IReadOnlyList<Column>? Of(ResourceType type) => Table.Value.GetValueOrDefault(type.GroupResource);
}

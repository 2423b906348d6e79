using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Watching;

/// <summary>Addresses of the kinds that the operator itself needs, so that a start does not wait for discovery.</summary>
public static class BuiltInResources
{
    /// <summary>LynqHubs.</summary>
    public static ApiResource Hubs { get; } = Own(LynqApi.HubKind, LynqApi.HubPlural);

    /// <summary>LynqForms.</summary>
    public static ApiResource Forms { get; } = Own(LynqApi.FormKind, LynqApi.FormPlural);

    /// <summary>LynqNodes.</summary>
    public static ApiResource Nodes { get; } = Own(LynqApi.NodeKind, LynqApi.NodePlural);

    /// <summary>Secrets.</summary>
    public static ApiResource Secrets { get; } = new("", "v1", "Secret", "secrets", Namespaced: true);

    private static ApiResource Own(string kind, string plural) =>
        new(LynqApi.Group, LynqApi.Version, kind, plural, Namespaced: true) { HasStatus = true };
}

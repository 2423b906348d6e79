using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Authorization;

/// <summary>The stored roles and bindings, and what they grant.</summary>
internal sealed class RoleBindings
{
    private const string Group = "rbac.authorization.k8s.io/v1";
    private readonly (ResourceType Type, ObjectCollection Objects) _clusterBindings;
    private readonly (ResourceType Type, ObjectCollection Objects) _bindings;
    private readonly (ResourceType Type, ObjectCollection Objects) _clusterRoles;
    private readonly (ResourceType Type, ObjectCollection Objects) _roles;

    public RoleBindings(ObjectStore store, ResourceCatalog catalog)
    {
        (_clusterBindings, _bindings, _clusterRoles, _roles) = (Of("ClusterRoleBinding"), Of("RoleBinding"), Of("ClusterRole"), Of("Role"));

        (ResourceType, ObjectCollection) Of(string kind)
        {
            var type = catalog.FindKind(Group, kind)!;
            return (type, store.Collection(type.StorageKey));
        }
    }

    /// <summary>Which binding allows it, in the API server's words; null when none does.</summary>
    public string? WhyAllowed(UserInfo user, AccessAttributes asked) =>
        GrantsTo(user, asked.Namespace).FirstOrDefault(grant => grant.Rules.Any(rule => rule.Allows(asked))) is { Why: { } why }
            ? "RBAC: allowed by " + why
            : null;

    /// <summary>All rules that hold for a user in a namespace.</summary>
    public IEnumerable<PolicyRule> RulesFor(UserInfo user, string inNamespace) => GrantsTo(user, inNamespace).SelectMany(grant => grant.Rules);

    private IEnumerable<(string Why, IEnumerable<PolicyRule> Rules)> GrantsTo(UserInfo user, string inNamespace)
    {
        var bound = Bound(_clusterBindings, null, user);
        return inNamespace.Length == 0 ? bound : bound.Concat(Bound(_bindings, inNamespace, user));
    }

    private IEnumerable<(string, IEnumerable<PolicyRule>)> Bound((ResourceType Type, ObjectCollection Objects) bindings, string? inNamespace, UserInfo user)
    {
        foreach (var stored in bindings.Objects.Snapshot(inNamespace))
        {
            var binding = stored.ToJson(bindings.Type);
            if (binding.Objects("subjects").FirstOrDefault(subject => Names(subject, user, stored.Key.Namespace)) is not { } subject) continue;
            var role = binding.Child("roleRef");
            var name = stored.Key.Namespace.Length == 0 ? stored.Key.Name : $"{stored.Key.Name}/{stored.Key.Namespace}";
            yield return ($"{bindings.Type.Kind} \"{name}\" of {role.Text("kind")} \"{role.Text("name")}\" to {Describe(subject, stored.Key.Namespace)}",
                RulesOf(role, stored.Key.Namespace));
        }
    }

    private IEnumerable<PolicyRule> RulesOf(JsonObject? role, string inNamespace)
    {
        var (from, key) = role.Text("kind") == "ClusterRole"
            ? (_clusterRoles, new ObjectKey("", role.Text("name")))
            : (_roles, new ObjectKey(inNamespace, role.Text("name")));
        return from.Objects.Find(key)?.ToJson(from.Type).Objects("rules").Select(PolicyRule.Read) ?? [];
    }

    private static bool Names(JsonObject subject, UserInfo user, string inNamespace) => subject.Text("kind") switch
    {
        "User" => subject.Text("name") == user.Name,
        "Group" => user.Groups.Contains(subject.Text("name"), StringComparer.Ordinal),
        "ServiceAccount" => user.Name == $"system:serviceaccount:{NamespaceOf(subject, inNamespace)}:{subject.Text("name")}",
        _ => false,
    };

    private static string Describe(JsonObject subject, string inNamespace) => subject.Text("kind") == "ServiceAccount"
        ? $"ServiceAccount \"{subject.Text("name")}/{NamespaceOf(subject, inNamespace)}\""
        : $"{subject.Text("kind")} \"{subject.Text("name")}\"";

    private static string NamespaceOf(JsonObject subject, string inNamespace) => subject.Text("namespace") is { Length: > 0 } own ? own : inNamespace;
}

using Lynq.Sandbox.Api;

namespace Lynq.Sandbox.Authorization;

/// <summary>What somebody wants to do, as authorization sees it: to a resource, or (with a path) to a path that is none.</summary>
internal sealed record AccessAttributes
{
    public required string Verb { get; init; }

    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The path of a request that is about no resource; null for resources.</summary>
    public string? Path { get; init; }

    private string Combined => Subresource.Length == 0 ? Resource : Resource + "/" + Subresource;

    public static AccessAttributes Of(RequestInfo info) => new()
    {
        Verb = info.Verb,
        Group = info.Group,
        Resource = info.Plural,
        Subresource = info.Subresource,
        // A namespace lies in itself: whoever may get namespaces inside it may get it.
        Namespace = info is { Group: "", Plural: "namespaces" } ? info.Name : info.Namespace,
        Name = info.Name,
    };

    /// <summary>The refusal in the API server's words.</summary>
    public ApiException Refusal(UserInfo user)
    {
        if (Path is not null)
            return new ApiException(403, Reasons.Forbidden, $"forbidden: User \"{user.Name}\" cannot {Verb} path \"{Path}\"", []);
        var named = Name.Length > 0 ? $" \"{Name}\"" : "";
        var where = Namespace.Length > 0 ? $"in the namespace \"{Namespace}\"" : "at the cluster scope";
        var resource = Group.Length == 0 ? Resource : Resource + "." + Group;
        var details = new System.Text.Json.Nodes.JsonObject { ["kind"] = Resource };
        if (Name.Length > 0) details["name"] = Name;
        if (Group.Length > 0) details["group"] = Group;
        return new ApiException(403, Reasons.Forbidden,
            $"{resource}{named} is forbidden: User \"{user.Name}\" cannot {Verb} resource \"{Combined}\" in API group \"{Group}\" {where}", details);
    }
}

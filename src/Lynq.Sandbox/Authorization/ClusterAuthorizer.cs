using Lynq.Sandbox.Api;
using Microsoft.AspNetCore.Http;

namespace Lynq.Sandbox.Authorization;

/// <summary>
/// Tokens name users; what they may do is decided by roles when the options turn RBAC on, and is everything otherwise. Without
/// RBAC a request with a token of nobody is the administrator's, so that no test needs credentials.
/// </summary>
internal sealed class ClusterAuthorizer(SandboxOptions options, string adminToken, ServiceAccountTokens accounts, RoleBindings roles) : IAuthorizer
{
    private const string Scheme = "Bearer ";

    public UserInfo Authenticate(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : "";
        var user = token.Length == 0
            ? options.Rbac ? UserInfo.Anonymous : UserInfo.Admin
            : Identify(token) ?? (options.Rbac ? throw new ApiException(401, Reasons.Unauthorized, Reasons.Unauthorized) : UserInfo.Admin);
        return Impersonated(request, user);
    }

    public UserInfo? Identify(string token)
    {
        if (token == adminToken) return UserInfo.Admin;
        if (!options.Users.TryGetValue(token, out var known)) return accounts.Find(token);
        return new UserInfo(known.Name, [.. known.Groups, "system:authenticated"]);
    }

    public string? WhyAllowed(UserInfo user, AccessAttributes asked)
    {
        if (!options.Rbac) return "the sandbox allows everything";
        return user.Groups.Contains("system:masters", StringComparer.Ordinal) ? "" : roles.WhyAllowed(user, asked);
    }

    public IEnumerable<PolicyRule> RulesFor(UserInfo user, string inNamespace) =>
        !options.Rbac || user.Groups.Contains("system:masters", StringComparer.Ordinal)
            ? [new PolicyRule(["*"], ["*"], ["*"], [], []), new PolicyRule(["*"], [], [], [], ["*"])]
            : roles.RulesFor(user, inNamespace);

    // The Impersonate-* headers of kubectl --as.
    private UserInfo Impersonated(HttpRequest request, UserInfo user)
    {
        var name = request.Headers["Impersonate-User"].ToString();
        if (name.Length == 0) return user;
        Demand(user, "users", name);
        var groups = request.Headers["Impersonate-Group"].OfType<string>().ToList();
        foreach (var group in groups) Demand(user, "groups", group);
        if (!groups.Contains("system:unauthenticated", StringComparer.Ordinal)) groups.Add("system:authenticated");
        return new UserInfo(name, groups);
    }

    private void Demand(UserInfo user, string resource, string name)
    {
        var asked = new AccessAttributes { Verb = "impersonate", Resource = resource, Name = name };
        if (WhyAllowed(user, asked) is null) throw asked.Refusal(user);
    }
}

namespace Lynq.Sandbox.Api;

/// <summary>Who makes a request.</summary>
/// <param name="Name">The user's name, such as system:serviceaccount:default:robot.</param>
/// <param name="Groups">The user's groups.</param>
/// <param name="Uid">The user's uid, or empty.</param>
internal sealed record UserInfo(string Name, IReadOnlyList<string> Groups, string Uid = "")
{
    public static readonly UserInfo Admin = new("system:admin", ["system:masters", "system:authenticated"]);

    public static readonly UserInfo Anonymous = new("system:anonymous", ["system:unauthenticated"]);

    /// <summary>The cluster's own controllers.</summary>
    public static readonly UserInfo Controller = new("system:kube-controller-manager", ["system:masters", "system:authenticated"]);
}

namespace Lynq.Scenarios.Identities;

/// <summary>
/// The ServiceAccount that the chart installs, with exactly the roles that the chart renders: a kubeconfig with a token of its own.
/// What is rendered is read from snapshots, which tests/Lynq.Chart.Tests compares with what helm renders.
/// </summary>
internal static class ChartIdentity
{
    /// <summary>The namespace of the account, and of the Lease of leader election.</summary>
    public const string Home = "lynq-system";

    /// <summary>The namespace that the snapshot of the namespaced mode serves.</summary>
    private const string Watched = "tenants";

    private static readonly ApiResource ServiceAccount = new("", "v1", "ServiceAccount", "serviceaccounts", true);

    private static readonly Dictionary<string, ApiResource> Kinds = new ApiResource[]
    {
        ServiceAccount,
        new("rbac.authorization.k8s.io", "v1", "Role", "roles", true),
        new("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true),
        new("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false),
        new("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false),
    }.ToDictionary(kind => kind.Kind, StringComparer.Ordinal);

    /// <summary>Makes account and roles, and writes a kubeconfig with the account's token beside the administrator's.</summary>
    /// <param name="admin">A client that may do so.</param>
    /// <param name="adminKubeconfig">Names the server and its authority.</param>
    /// <param name="onlyNamespace">The one namespace that is served, which exists; null for rights in the whole cluster.</param>
    /// <returns>The path of the kubeconfig.</returns>
    public static async Task<string> BindAsync(IKubernetesClient admin, string adminKubeconfig, string? onlyNamespace)
    {
        await admin.ApplyAsync(Scenarios.Kinds.Namespace.Named(null, Home), Named("Namespace", Home), Chart);
        foreach (var rendered in Rendered(onlyNamespace))
        {
            var kind = Kinds[rendered["kind"]!.GetValue<string>()];
            var metadata = rendered["metadata"]!;
            await admin.ApplyAsync(kind.Named(metadata["namespace"]?.GetValue<string>(), metadata["name"]!.GetValue<string>()), rendered, Chart);
        }

        return await WriteAsync(adminKubeconfig, await TokenAsync(admin, $"{Release(onlyNamespace)}-controller-manager"), Release(onlyNamespace));
    }

    private static ApplyOptions Chart { get; } = new() { FieldManager = "helm", Force = true };

    // Each namespace has an account of its own, as with fullnameOverride: no scenario borrows another one's rights.
    private static string Release(string? onlyNamespace) => onlyNamespace ?? "lynq";

    private static IEnumerable<JsonObject> Rendered(string? onlyNamespace)
    {
        var mode = onlyNamespace is null ? "cluster" : "namespaced";
        var text = File.ReadAllText(RepositoryRoot.Combine("tests", "Lynq.Chart.Tests", "Rendering", "Snapshots", $"rights-{mode}.yaml"));
        return YamlDocuments.Read(text
            .Replace($"namespace: {Watched}\n", $"namespace: {onlyNamespace}\n", StringComparison.Ordinal)
            .Replace("name: lynq-", $"name: {Release(onlyNamespace)}-", StringComparison.Ordinal));
    }

    private static JsonObject Named(string kind, string name) =>
        Json.Map(("apiVersion", "v1"), ("kind", kind), ("metadata", Json.Map(("name", name))));

    private static async Task<string> TokenAsync(IKubernetesClient admin, string account)
    {
        var asked = new KubernetesRequest
        {
            Verb = RequestVerb.Create,
            Resource = ServiceAccount,
            Namespace = Home,
            Name = account,
            Subresource = "token",
            Body = Json.Map(("apiVersion", "authentication.k8s.io/v1"), ("kind", "TokenRequest"), ("spec", Json.Map(("expirationSeconds", 86_400)))),
        };
        return ((JsonElement?)await admin.SendAsync(asked, Representation.Full, CancellationToken.None)).Text("status", "token")!;
    }

    private static async Task<string> WriteAsync(string adminKubeconfig, string token, string scope)
    {
        var kubeconfig = YamlDocuments.Read(await File.ReadAllTextAsync(adminKubeconfig)).Single();
        kubeconfig["users"]![0]!["user"] = Json.Map(("token", token));
        var path = $"{adminKubeconfig}.{scope}";
        // JSON is YAML.
        await File.WriteAllTextAsync(path, kubeconfig.ToJsonString());
        return path;
    }
}

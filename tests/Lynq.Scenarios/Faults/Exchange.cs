using Lynq.Scenarios.Identities;

namespace Lynq.Scenarios.Faults;

/// <summary>One request of an operator as the proxy saw it.</summary>
/// <param name="Number">Place among all arrivals and answers, from 1.</param>
/// <param name="Client">Which operator sent it.</param>
/// <param name="Verb">get, list, watch, apply, patch, create, update, delete; status for any write of a status.</param>
/// <param name="Resource">Plural with its group; empty for what is about no resource.</param>
/// <param name="Namespace">Empty for cluster scope.</param>
/// <param name="Name">Empty for collections.</param>
/// <param name="Body">What was sent.</param>
internal sealed record Exchange(int Number, string Client, string Verb, string Resource, string Namespace, string Name, string Body)
{
    /// <summary>The fault that it met, or null.</summary>
    public Fault? Fault { get; set; }

    /// <summary>Status of the server's own answer; 0 while there is none, or when the request did not reach the server.</summary>
    public int Status { get; set; }

    /// <summary>Place of the server's answer among all arrivals and answers; 0 while there is none.</summary>
    public int Answered { get; set; }

    /// <summary>Whether it is a watch that begins with a list of what there is.</summary>
    public bool ListsFirst { get; init; }

    /// <summary>The uid that a deletion names as its precondition; null when it names none.</summary>
    public string? MeantUid => Verb == "delete" && Body.Length > 0 ? UidIn(Body) : null;

    // Asking what one may do is a POST, and writes nothing.
    public bool Writes => Verb is not ("get" or "list" or "watch") && Resource != "selfsubjectaccessreviews.authorization.k8s.io";

    /// <summary>
    /// Whether it is a write that only the replica that leads may send: events may be told late, the lease is how one becomes leader,
    /// and the serving certificate in the operator's own namespace is shared by all, made by whoever comes first.
    /// </summary>
    public bool NeedsLease => Writes && Resource is not ("events" or "leases.coordination.k8s.io") && (Resource, Namespace) != ("secrets", ChartIdentity.Home);

    public override string ToString() => $"#{Number} {Client} {Verb} {Resource} {Namespace}/{Name} → {Status}{(Fault is null ? "" : $" {Fault}")} (#{Answered})";

    /// <summary>Reads what a request is about from its method and address.</summary>
    public static Exchange Of(int number, string client, string method, string path, bool watch, string? contentType, string body)
    {
        var steps = path.Trim('/').Split('/');
        var root = steps is ["api", _, ..] ? 2 : steps is ["apis", _, _, ..] ? 3 : steps.Length;
        var rest = steps[root..];
        var ns = rest is ["namespaces", _, _, ..] ? rest[1] : "";
        if (ns.Length > 0) rest = rest[2..];
        if (rest.Length == 0) return new Exchange(number, client, "get", "", "", "", body);
        var group = root == 3 ? steps[1] : "";
        var (name, sub) = (rest.ElementAtOrDefault(1) ?? "", rest.ElementAtOrDefault(2) ?? "");
        var verb = VerbOf(method, watch, name, contentType);
        if (verb == "create" && name.Length == 0 && body.Length > 0) name = NameIn(body);
        return new Exchange(number, client, sub == "status" && verb != "get" ? "status" : verb, group.Length > 0 ? $"{rest[0]}.{group}" : rest[0], ns, name, body);
    }

    private static string? UidIn(string options) => Read(options, "preconditions", "uid");

    // What is created is named in its body, not in the address.
    private static string NameIn(string body) => Read(body, "metadata", "name") ?? "";

    private static string? Read(string json, params string[] path)
    {
        using var body = JsonDocument.Parse(json);
        return ((JsonElement?)body.RootElement).Text(path);
    }

    private static string VerbOf(string method, bool watch, string name, string? contentType) => method switch
    {
        "GET" => watch ? "watch" : name.Length > 0 ? "get" : "list",
        "POST" => "create",
        "PUT" => "update",
        "DELETE" => "delete",
        _ => contentType?.Contains("apply", StringComparison.Ordinal) == true ? "apply" : "patch",
    };
}

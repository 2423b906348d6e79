namespace Lynq.Scenarios.Faults;

/// <summary>One request of the operator as the proxy saw it.</summary>
/// <param name="Number">Counts from 1 in order of arrival.</param>
/// <param name="Verb">get, list, watch, apply, patch, create, update, delete; status for any write of a status.</param>
/// <param name="Resource">Plural with its group; empty for what is about no resource.</param>
/// <param name="Namespace">Empty for cluster scope.</param>
/// <param name="Name">Empty for collections.</param>
/// <param name="Body">What was sent.</param>
internal sealed record Exchange(int Number, string Verb, string Resource, string Namespace, string Name, string Body)
{
    /// <summary>The fault that it met, or null.</summary>
    public Fault? Fault { get; set; }

    /// <summary>Status of the server's own answer; 0 while there is none, or when the request did not reach the server.</summary>
    public int Status { get; set; }

    public bool Writes => Verb is not ("get" or "list" or "watch");

    /// <summary>Reads what a request is about from its method and address.</summary>
    public static Exchange Of(int number, string method, string path, bool watch, string? contentType, string body)
    {
        var steps = path.Trim('/').Split('/');
        var root = steps is ["api", _, ..] ? 2 : steps is ["apis", _, _, ..] ? 3 : steps.Length;
        var rest = steps[root..];
        var ns = rest is ["namespaces", _, _, ..] ? rest[1] : "";
        if (ns.Length > 0) rest = rest[2..];
        if (rest.Length == 0) return new Exchange(number, "get", "", "", "", body);
        var group = root == 3 ? steps[1] : "";
        var (name, sub) = (rest.ElementAtOrDefault(1) ?? "", rest.ElementAtOrDefault(2) ?? "");
        var verb = method switch
        {
            "GET" => watch ? "watch" : name.Length > 0 ? "get" : "list",
            "POST" => "create",
            "PUT" => "update",
            "DELETE" => "delete",
            _ => contentType?.Contains("apply", StringComparison.Ordinal) == true ? "apply" : "patch",
        };
        return new Exchange(number, sub == "status" && verb != "get" ? "status" : verb, group.Length > 0 ? $"{rest[0]}.{group}" : rest[0], ns, name, body);
    }
}

/// <summary>What the proxy does to a request.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Code">For <see cref="FaultKind.Answer"/>: the status.</param>
internal sealed record Fault(FaultKind Kind, int Code = 0)
{
    /// <summary>Every fault of the table.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. new[] { 409, 410, 422, 429, 500, 502, 503, 504 }.Select(code => new Fault(FaultKind.Answer, code)),
        new(FaultKind.Reset), new(FaultKind.LostAnswer), new(FaultKind.Stall), new(FaultKind.Truncate),
    ];

    public override string ToString() => Kind == FaultKind.Answer ? Code.ToString(CultureInfo.InvariantCulture) : Kind.ToString();
}

internal enum FaultKind
{
    /// <summary>The proxy answers an error; the request does not arrive.</summary>
    Answer,

    /// <summary>The connection breaks before the request arrives.</summary>
    Reset,

    /// <summary>The request arrives, the connection breaks before its answer does.</summary>
    LostAnswer,

    /// <summary>Nothing happens for a while, then the connection breaks.</summary>
    Stall,

    /// <summary>The answer ends in the middle.</summary>
    Truncate,
}

namespace Lynq.Scenarios.Faults.Rules;

/// <summary>Makes the histories by which it is shown that a rule can be broken.</summary>
internal static class Forged
{
    public const string Ns = "forged";

    /// <summary>A state of a ConfigMap.</summary>
    public static ObjectState Map(long version, WatchEventType change, string name, string v, string uid = "map", string? label = null, string? owner = null) => State(
        version,
        Kinds.ConfigMap,
        change,
        Json.Map(
            ("metadata", Json.Map(
                ("name", name),
                ("namespace", Ns),
                ("uid", uid),
                ("labels", label is null ? [] : Json.Map((label, "true"))),
                ("ownerReferences", owner is null ? new JsonArray() : new JsonArray(Json.Map(("uid", owner)))))),
            ("data", Json.Map(("v", v)))));

    /// <summary>A state of a LynqNode of form <c>r</c> and hub <c>h</c>.</summary>
    /// <param name="version">The server's version.</param>
    /// <param name="change">What happened.</param>
    /// <param name="name">The node's name, and its uid.</param>
    /// <param name="generation">Its generation.</param>
    /// <param name="ready">Status of the condition Ready, said of this generation; null for none.</param>
    /// <param name="failed">How many of its resources failed.</param>
    /// <param name="deleting">Whether it is being deleted.</param>
    public static ObjectState Node(long version, WatchEventType change, string name, long generation = 1, string? ready = null, int failed = 0, bool deleting = false)
    {
        var metadata = Json.Map(("name", name), ("namespace", Ns), ("uid", name), ("generation", generation), ("labels", Json.Map(("lynq.sh/hub", "h"))));
        if (deleting) metadata["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        var node = Json.Map(("metadata", metadata), ("spec", Json.Map(("templateRef", "r"))));
        if (ready is not null)
        {
            node["status"] = Json.Map(
                ("observedGeneration", generation),
                ("failedResources", failed),
                ("conditions", new JsonArray(Json.Map(("type", "Ready"), ("status", ready)))));
        }

        return State(version, Kinds.Node, change, node);
    }

    /// <summary>A state of form <c>r</c> with a rollout's counts; all null for none.</summary>
    public static ObjectState Form(long version, string? phase = null, int total = 3, int updated = 0, int updating = 0, int ready = 0) => State(
        version,
        Kinds.Form,
        WatchEventType.Modified,
        Json.Map(
            ("metadata", Json.Map(("name", "r"), ("namespace", Ns), ("uid", "form"))),
            ("status", phase is null ? [] : Json.Map(("rollout", Json.Map(
                ("phase", phase), ("totalNodes", total), ("updatedNodes", updated), ("updatingNodes", updating), ("readyUpdatedNodes", ready)))))));

    /// <summary>A deletion at a place in the log, with a uid as its precondition or without, and the server's answer.</summary>
    public static Exchange Deletion(int number, ApiResource kind, string name, string? uid, int status = 200) => new(
        number,
        "operator",
        "delete",
        kind.Group.Length > 0 ? $"{kind.Plural}.{kind.Group}" : kind.Plural,
        Ns,
        name,
        uid is null ? "" : Json.Map(("preconditions", Json.Map(("uid", uid)))).ToJsonString())
    { Status = status };

    /// <summary>An apply that was answered.</summary>
    public static Exchange Apply(int number, int answered, string name, int status = 200) =>
        new(number, "operator", "apply", "configmaps", Ns, name, "{}") { Status = status, Answered = answered };

    /// <summary>A write of the Lease by which a replica leads, or lets go of it with an empty name.</summary>
    public static Exchange Lease(int number, string client, string holder) =>
        new(number, client, "update", "leases.coordination.k8s.io", Ns, "lease", Json.Map(("spec", Json.Map(("holderIdentity", holder)))).ToJsonString()) { Status = 200, Answered = number + 1 };

    private static ObjectState State(long version, ApiResource kind, WatchEventType change, JsonObject content)
    {
        content["metadata"]!["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        return new ObjectState(version, kind, change, JsonSerializer.SerializeToElement(content));
    }
}

namespace Lynq.Sandbox.Tests.Conformance;

/// <summary>What holds for every kind, as cases for each: life from create to delete, applies, dry runs, wrong versions.</summary>
internal static class KindCases
{
    private const string PodSpec = """{"containers":[{"name":"app","image":"nginx:1"}]}""";

    private static readonly (string Word, string Body)[] Kinds =
    [
        ("cm", """ "data":{"k":"v"} """),
        ("secret", """ "data":{"k":"dg=="} """),
        ("sa", """ "automountServiceAccountToken":true """),
        ("svc", """ "spec":{"selector":{"a":"b"},"ports":[{"port":80}]} """),
        ("pvc", """ "spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}} """),
        ("quota", """ "spec":{"hard":{"pods":"10"}} """),
        ("limits", """ "spec":{"limits":[{"type":"Container","default":{"cpu":"1"}}]} """),
        ("deploy", """ "spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":@pod}} """),
        ("sts", """ "spec":{"serviceName":"s","selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":@pod}} """),
        ("ds", """ "spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":@pod}} """),
        ("rs", """ "spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":@pod}} """),
        ("cj", """ "spec":{"schedule":"* * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"app","image":"nginx:1"}]}}}}} """),
        ("ing", """ "spec":{"rules":[{"host":"a.b","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"s","port":{"number":80}}}}]}}]} """),
        ("netpol", """ "spec":{"podSelector":{"matchLabels":{"a":"b"}}} """),
        ("pdb", """ "spec":{"minAvailable":1,"selector":{"matchLabels":{"a":"b"}}} """),
        ("hpa", """ "spec":{"maxReplicas":3,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"}} """),
        ("hpa2", """ "spec":{"maxReplicas":3,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"}} """),
        ("role", """ "rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}] """),
        ("rb", """ "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"r"} """),
        ("lease", """ "spec":{"holderIdentity":"me"} """),
        ("widget", """ "spec":{"colour":"red"} """),
    ];

    public static IEnumerable<ConformanceCase> All => Kinds.SelectMany(kind => Cases(kind.Word)
        .Select(one => Written(one, kind.Word, kind.Body.Trim().Replace("@pod", PodSpec, StringComparison.Ordinal))));

    private static ConformanceCase Written(ConformanceCase one, string word, string body)
    {
        return one with { Steps = [.. one.Steps.Select(Fill)] };

        string Fill(string step) => step.Replace("@full", Full, StringComparison.Ordinal)
            .Replace("@body", body, StringComparison.Ordinal).Replace("@word", word, StringComparison.Ordinal);
    }

    private const string Full = """{"metadata":{"name":"a","labels":{"l":"m"}},@body}""";

    // What makes a real cluster, or an old one, differ from the plain life of an object.
    private static readonly Dictionary<string, string> Unlike = new(StringComparer.Ordinal)
    {
        ["pvc"] = "unlike controllers: the claim protection writes finalizers",
        ["pdb"] = "unlike controllers: the disruption controller writes the status",
        ["quota"] = "unlike controllers: the quota controller writes the status",
        ["sa"] = "unlike controllers: the token controller writes the secrets",
        ["svc"] = "unlike 1.20: server-side apply of 1.20 does not know the default protocol of a port",
    };

    private static IEnumerable<ConformanceCase> Cases(string word) =>
        Unlike.TryGetValue(word, out var unlike) ? Plain(word).Select(one => one with { Steps = [unlike, .. one.Steps] }) : Plain(word);

    private static IEnumerable<ConformanceCase> Plain(string word)
    {
        yield return new ConformanceCase($"{word}: is made, read, listed, refused twice, and deleted",
        [
            """POST @word @full => 201 {"metadata":{"name":"a","namespace":"{ns}","labels":{"l":"m"}},@body}""",
            "set uid metadata.uid",
            "set rv metadata.resourceVersion",
            """POST @word @full => 409 {"status":"Failure","reason":"AlreadyExists","message":"~\"a\" already exists","details":{"name":"a"}}""",
            """GET @word/a => 200 {"metadata":{"uid":"{uid}","resourceVersion":"{rv}","creationTimestamp":"~T","managedFields":[{"manager":"conformance","operation":"Update"}]}}""",
            """GET @word?labelSelector=l%3Dm => 200 {"items":[{"metadata":{"name":"a"}}]}""",
            """GET @word?labelSelector=l!%3Dm,l => 200 {"items":[]}""",
            """DELETE @word/a?propagationPolicy=Background => 200""",
            """GET @word/a => 404 {"reason":"NotFound","message":"~\"a\" not found","code":404,"details":{"name":"a"}}""",
        ]);
        yield return new ConformanceCase($"{word}: an apply repeated changes nothing, and a merge patch of a label changes only the version",
        [
            """APPLY @word/a?fieldManager=me @full => 201 {"metadata":{"managedFields":[{"manager":"me","operation":"Apply"}]}}""",
            "set rv metadata.resourceVersion",
            "set generation metadata.generation",
            """APPLY @word/a?fieldManager=me @full => 200 {"metadata":{"resourceVersion":"{rv}"}}""",
            """MERGE @word/a {"metadata":{"labels":{"x":"y"}}} => 200 {"metadata":{"labels":{"l":"m","x":"y"},"managedFields":[{"manager":"me"},{"manager":"conformance","operation":"Update"}]}}""",
            "differs rv metadata.resourceVersion",
            "same generation metadata.generation",
        ]);
        yield return new ConformanceCase($"{word}: a dry run and an update from a stale version leave it as it is",
        [
            """POST @word?dryRun=All @full => 201 {"metadata":{"name":"a"}}""",
            """GET @word/a => 404""",
            """POST @word @full => 201""",
            "set rv metadata.resourceVersion",
            """EDIT @word/a {"metadata":{"labels":{"l":"n"}}} => 200 {"metadata":{"labels":{"l":"n"}}}""",
            """EDIT @word/a {"metadata":{"resourceVersion":"{rv}","labels":{"l":"o"}}} => 409 {"reason":"Conflict","message":"~the object has been modified"}""",
            """DELETE @word/a {"preconditions":{"uid":"none"}} => 409 {"reason":"Conflict","message":"~the UID in the precondition (none) does not match"}""",
            """GET @word/a => 200 {"metadata":{"labels":{"l":"n"}}}""",
        ]);
    }
}

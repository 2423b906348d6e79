using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Reading;

/// <summary>A parsed fieldSelector parameter.</summary>
internal sealed class FieldSelector
{
    private static readonly FieldSelector Everything = new([]);

    private static readonly Dictionary<string, string[]> Selectable = new(StringComparer.Ordinal)
    {
        ["pods"] = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName"],
        ["secrets"] = ["type"],
        ["nodes"] = ["spec.unschedulable"],
        ["namespaces"] = ["status.phase"],
        ["services"] = ["spec.clusterIP", "spec.type"],
        ["replicasets.apps"] = ["status.replicas"],
        ["jobs.batch"] = ["status.successful"],
        ["certificatesigningrequests.certificates.k8s.io"] = ["spec.signerName"],
        ["events"] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
            "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
    };

    private readonly List<(string Path, string Value, bool Equal)> _terms;

    private FieldSelector(List<(string, string, bool)> terms) => _terms = terms;

    public bool IsEverything => _terms.Count == 0;

    /// <summary>The one name that can match, or null.</summary>
    public string? Name => _terms.Find(term => term is { Path: "metadata.name", Equal: true }).Value;

    /// <summary>Parses <c>a=b,c!=d</c>; throws 400 for fields that the kind does not offer.</summary>
    public static FieldSelector Parse(string? text, ResourceType type)
    {
        if (string.IsNullOrWhiteSpace(text)) return Everything;
        var terms = new List<(string, string, bool)>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw Errors.BadRequest($"invalid selector: '{text}'; can't understand '{part}'");
            var equal = part[at - 1] != '!';
            var path = part[..(equal ? at : at - 1)];
            var value = part[(at + 1)..];
            if (equal && value.StartsWith('=')) value = value[1..];
            if (!IsSelectable(type, path)) throw Unsupported(type, text, path);
            terms.Add((path, value, equal));
        }

        return new FieldSelector(terms);
    }

    public bool Matches(StoredObject stored, ResourceType type)
    {
        JsonObject? tree = null;
        foreach (var (path, value, equal) in _terms)
        {
            var actual = path switch
            {
                "metadata.name" => stored.Key.Name,
                "metadata.namespace" => stored.Key.Namespace,
                _ => Read(tree ??= Versions.Read(stored, type), path),
            };
            if (actual == value != equal) return false;
        }

        return true;
    }

    private static bool IsSelectable(ResourceType type, string path) =>
        path == "metadata.name" || (path == "metadata.namespace" && type.Namespaced)
        || (type.Custom is { } custom
            ? custom.SelectableFields.Contains("." + path, StringComparer.Ordinal)
            : Selectable.GetValueOrDefault(type.StorageKey)?.Contains(path, StringComparer.Ordinal) == true);

    private static string Read(JsonObject value, string path) => path switch
    {
        "source" => value.Child("source").Text("component"),
        "status.successful" => value.At("status", "succeeded")?.ToJsonString() ?? "0",
        "spec.unschedulable" => value.At("spec", "unschedulable")?.ToJsonString() ?? "false",
        "status.replicas" => value.At("status", "replicas")?.ToJsonString() ?? "0",
        _ => value.At(path.Split('.')) is { } node ? node.AsText() ?? node.ToJsonString() : "",
    };

    private static ApiException Unsupported(ResourceType type, string text, string path) => Errors.BadRequest(type.Custom is null
        ? $"Unable to find \"{(type.Group.Length == 0 ? type.Version : type.ApiVersion)}, Resource={type.Plural}\" that match label selector \"\", field selector \"{text}\": \"{path}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
        : $"Unable to find \"{type.ApiVersion}, Resource={type.Plural}\" that match label selector \"\", field selector \"{text}\": field label not supported: {path}");
}

using System.Globalization;
using System.Text.Json;
using Lynq.Actors.Node.Composition;
using Lynq.Crds;

namespace Lynq.Actors.Node.Content;

/// <summary>What a LynqNode's annotations say of its row and its form (contract §2.3), in both directions.</summary>
internal static class NodeAnnotations
{
    /// <summary>Render errors by resource id, as a JSON object; absent when there are none.</summary>
    public const string RenderErrors = "lynq.sh/render-errors";

    /// <summary>Value of <see cref="LynqAnnotations.RenderFormat"/> on nodes whose templates are evaluated.</summary>
    public const string Evaluated = "evaluated";

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "hub", "uid", "form", "hubId", "hostOrUrl", "activate", "extra", "template-generation", "rollout-update-start", "render-format", "render-errors",
        "force-reconcile", "paused", "node", "node-namespace", "deletion-policy", "created-once", "applied-hash", "apply-start-time", "adopted",
        "orphaned", "orphaned-at", "orphaned-reason", "approve-deletion",
    };

    /// <summary>The annotations of a node; null removes one that is there.</summary>
    /// <param name="row">The row.</param>
    /// <param name="before">The row that the node was last written for; null when there is none.</param>
    /// <param name="hub">Name of the hub.</param>
    /// <param name="formGeneration">Generation of the form that was rendered.</param>
    /// <param name="updateStart">When the update began; null when this is none.</param>
    /// <param name="errors">Render errors by resource id.</param>
    public static SortedDictionary<string, string?> Of(
        NodeRow row, NodeRow? before, string hub, long formGeneration, DateTimeOffset? updateStart, IReadOnlyDictionary<string, string> errors)
    {
        var result = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        // The copies are a courtesy: they must not be what makes the node too large, nor outlive their mapping.
        var copied = RowSize.FitsTwice(row);
        foreach (var name in row.Extras.Keys.Concat(before?.Extras.Keys ?? []).Where(name => IsLegalName(name) && !Reserved.Contains(name)))
        {
            result[LynqNames.Prefix + name] = copied && row.Extras.TryGetValue(name, out var value) ? value : null;
        }

        result[LynqAnnotations.HubId] = hub;
        result[LynqAnnotations.Uid] = row.Uid;
        result[LynqAnnotations.HostOrUrl] = row.HostOrUrl;
        result[LynqAnnotations.Activate] = row.Activate;
        result[LynqAnnotations.Extra] = CanonicalJson.Write(row.Extras);
        result[LynqAnnotations.TemplateGeneration] = formGeneration.ToString(CultureInfo.InvariantCulture);
        result[LynqAnnotations.RenderFormat] = Evaluated;
        result[RenderErrors] = errors.Count == 0 ? null : CanonicalJson.Write(errors);
        if (updateStart is { } start) result[LynqAnnotations.RolloutUpdateStart] = KubernetesTimeConverter.Format(start);
        return result;
    }

    /// <summary>The row that the annotations hold, or null with the reason when <c>lynq.sh/extra</c> cannot be read.</summary>
    public static NodeRow? RowOf(ObjectMeta metadata, string uid, out string? error)
    {
        error = null;
        try
        {
            return new NodeRow
            {
                Uid = uid,
                Activate = metadata.Annotation(LynqAnnotations.Activate) is { Length: > 0 } activate ? activate : "true",
                HostOrUrl = metadata.Annotation(LynqAnnotations.HostOrUrl) ?? "",
                Extras = MapOf(metadata.Annotation(LynqAnnotations.Extra)),
            };
        }
        catch (JsonException)
        {
            error = $"annotation {LynqAnnotations.Extra} is not a JSON object of strings; a sync of the hub writes it anew";
            return null;
        }
    }

    /// <summary>Render errors by resource id; empty when there are none or they cannot be read.</summary>
    public static IReadOnlyDictionary<string, string> ErrorsOf(ObjectMeta metadata)
    {
        try
        {
            return MapOf(metadata.Annotation(RenderErrors));
        }
        catch (JsonException)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }

    private static Dictionary<string, string> MapOf(string? json) =>
        string.IsNullOrEmpty(json) ? [] : JsonSerializer.Deserialize(json, NodeJson.Default.DictionaryStringString) ?? [];

    private static bool IsLegalName(string name) =>
        name.Length is > 0 and <= 63
        && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}

using System.Globalization;
using System.Text.Json;
using Lynq.Actors.Hub;
using Lynq.Actors.Node.Sharing;
using Lynq.Crds;

namespace Lynq.Actors.Node;

/// <summary>Reads the digest of a LynqNode, whichever operator wrote it.</summary>
public static class NodeDigestReader
{
    /// <summary>The digest; null when the object does not say which hub and form it belongs to.</summary>
    public static NodeDigest? Read(JsonElement node)
    {
        var metadata = Member(node, "metadata");
        var spec = Member(node, "spec");
        var status = Member(node, "status");
        var ns = SharedText.Of(Text(metadata, "namespace"));
        var annotations = Member(metadata, "annotations");
        var hub = SharedText.Of(Text(Member(metadata, "labels"), LynqLabels.Hub) is { Length: > 0 } label ? label : Text(annotations, LynqAnnotations.HubId));
        var form = SharedText.Of(Text(spec, "templateRef"));
        if (hub.Length == 0 || form.Length == 0)
        {
            return null;
        }

        var ready = ConditionOf(status, ConditionTypes.Ready);
        return new NodeDigest
        {
            Node = new NodeKey(ns, Text(metadata, "name")),
            ObjectUid = Text(metadata, "uid"),
            Hub = new HubKey(ns, hub),
            Form = new FormKey(ns, form),
            RowUid = Text(spec, "uid"),
            RowHash = HashOf(annotations),
            OwnerUid = SharedText.Of(OwnerOf(metadata)),
            TemplateGeneration = Whole(Text(annotations, LynqAnnotations.TemplateGeneration)),
            Generation = Number(metadata, "generation"),
            ObservedGeneration = Number(status, "observedGeneration"),
            Ready = Is(ready, ConditionStatus.True),
            Progressing = Is(ConditionOf(status, ConditionTypes.Progressing), ConditionStatus.True),
            ReadyChangedAt = Time(Text(ready, "lastTransitionTime")),
            Failed = HasFailed(status),
            Deleting = Text(metadata, "deletionTimestamp").Length > 0,
            UpdateStartedAt = Time(Text(annotations, LynqAnnotations.RolloutUpdateStart)),
        };
    }

    /// <summary>
    /// The hash of the row in a node's annotations. Extra values that are not readable make a hash that no row has, so that
    /// the next sync writes them anew.
    /// </summary>
    private static UInt128 HashOf(JsonElement annotations)
    {
        var extras = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Text(annotations, LynqAnnotations.Extra) is { Length: > 0 } text && !TryReadExtras(text, extras))
        {
            return UInt128.Zero;
        }

        return RowHash.Of(Text(annotations, LynqAnnotations.Activate), Text(annotations, LynqAnnotations.HostOrUrl), extras);
    }

    private static bool TryReadExtras(string json, Dictionary<string, string> extras)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                extras[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Failures count, a start that takes its time does not (contract §6 step 8).</summary>
    private static bool HasFailed(JsonElement status)
    {
        var degraded = ConditionOf(status, ConditionTypes.Degraded);
        return Number(status, "failedResources") > 0
            || (Is(degraded, ConditionStatus.True) && Text(degraded, "reason") != NodeReasons.ResourcesNotReady);
    }

    private static string OwnerOf(JsonElement metadata)
    {
        if (Member(metadata, "ownerReferences") is not { ValueKind: JsonValueKind.Array } owners)
        {
            return string.Empty;
        }

        foreach (var owner in owners.EnumerateArray())
        {
            if (Text(owner, "kind") == LynqApi.HubKind && Member(owner, "controller").ValueKind == JsonValueKind.True)
            {
                return Text(owner, "uid");
            }
        }

        return string.Empty;
    }

    private static JsonElement ConditionOf(JsonElement status, string type)
    {
        if (Member(status, "conditions") is { ValueKind: JsonValueKind.Array } conditions)
        {
            foreach (var condition in conditions.EnumerateArray())
            {
                if (Text(condition, "type") == type)
                {
                    return condition;
                }
            }
        }

        return default;
    }

    private static bool Is(JsonElement condition, string status) => Text(condition, "status") == status;

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    private static string Text(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : string.Empty;

    private static long Number(JsonElement parent, string name) =>
        Member(parent, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : 0;

    private static long Whole(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}

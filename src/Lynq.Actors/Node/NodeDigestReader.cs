using System.Globalization;
using System.Text.Json;
using Lynq.Actors.Hub;
using Lynq.Actors.Node.Sharing;
using Lynq.Crds;

namespace Lynq.Actors.Node;

/// <summary>Reads the digest of a LynqNode, whichever operator wrote it.</summary>
internal static class NodeDigestReader
{
    /// <summary>The digest; null when the object does not say which hub and form it belongs to.</summary>
    public static NodeDigest? DigestOf(in NodeOutline node)
    {
        var ns = SharedText.Of(node.Namespace);
        var hub = SharedText.Of(node.HubLabel.Length > 0 ? node.HubLabel : node.HubId);
        var form = SharedText.Of(node.TemplateRef);
        if (hub.Length == 0 || form.Length == 0)
        {
            return null;
        }

        return new NodeDigest
        {
            Node = new NodeKey(ns, node.Name),
            ObjectUid = node.Uid,
            Hub = new HubKey(ns, hub),
            Form = new FormKey(ns, form),
            RowUid = node.RowUid,
            RowHash = HashOf(node),
            OwnerUid = SharedText.Of(node.OwnerUid),
            TemplateGeneration = Whole(node.TemplateGeneration),
            Generation = node.Generation,
            ObservedGeneration = node.ObservedGeneration,
            Ready = node.Ready.Status == ConditionStatus.True,
            Progressing = node.Progressing.Status == ConditionStatus.True,
            ReadyChangedAt = Time(node.Ready.ChangedAt),
            Failed = HasFailed(node),
            Deleting = node.Deleting,
            UpdateStartedAt = Time(node.UpdateStart),
        };
    }

    /// <summary>
    /// The hash of the row in a node's annotations. Extra values that are not readable make a hash that no row has, so that
    /// the next sync writes them anew.
    /// </summary>
    private static UInt128 HashOf(in NodeOutline node)
    {
        var extras = new Dictionary<string, string>(StringComparer.Ordinal);
        if (node.Extra.Length > 0 && !TryReadExtras(node.Extra, extras))
        {
            return UInt128.Zero;
        }

        return RowHash.Of(node.Activate, node.HostOrUrl, extras);
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
    private static bool HasFailed(in NodeOutline node) =>
        node.FailedResources > 0 || (node.Degraded.Status == ConditionStatus.True && node.Degraded.Reason != NodeReasons.ResourcesNotReady);

    private static long Whole(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}

using System.Buffers;
using System.Globalization;
using System.Text;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;
using Lynq.Sandbox.Tables;

namespace Lynq.Sandbox.Reading;

/// <summary>What a list request asks for.</summary>
internal sealed record ListQuery
{
    public string? Namespace { get; init; }

    public LabelSelector Labels { get; init; } = LabelSelector.Everything;

    public required FieldSelector Fields { get; init; }

    /// <summary>Objects per page; 0 gives all.</summary>
    public int Limit { get; init; }

    public string? Continue { get; init; }
}

/// <summary>One page of a list.</summary>
internal sealed record ListPage(IReadOnlyList<StoredObject> Items, long ResourceVersion, string? Continue, int? Remaining)
{
    /// <summary>Writes the page as a List (or Table) object.</summary>
    public void Write(IBufferWriter<byte> output, ObjectView view, TimeProvider time, string includeObject)
    {
        if (view.Form == Representation.Table)
        {
            var table = Table.Of(view.Type, ResourceVersion, Items, time, includeObject, true);
            var metadata = table["metadata"]!.AsObject();
            if (Continue is not null) metadata["continue"] = Continue;
            if (Remaining is not null) metadata["remainingItemCount"] = Remaining;
            ObjectView.Write(output, table);
            return;
        }

        var (version, kind) = view.Form == Representation.Metadata
            ? ("meta.k8s.io/v1", "PartialObjectMetadataList")
            : (view.Type.ApiVersion, view.Type.ListKind);
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"{{\"kind\":\"{kind}\",\"apiVersion\":\"{version}\",\"metadata\":{{\"resourceVersion\":\"{ResourceVersion}\"");
        if (Continue is not null) head.Append(CultureInfo.InvariantCulture, $",\"continue\":\"{Continue}\"");
        if (Remaining is not null) head.Append(CultureInfo.InvariantCulture, $",\"remainingItemCount\":{Remaining}");
        head.Append("},\"items\":[");
        Encoding.UTF8.GetBytes(head.ToString(), output);
        for (var i = 0; i < Items.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            view.WriteItem(output, Items[i]);
        }

        output.Write("]}"u8);
    }
}

/// <summary>Selects and pages the objects of a collection.</summary>
internal sealed class ListReader(ObjectStore store, ListSnapshots snapshots)
{
    public ListPage Read(ResourceType type, ListQuery query)
    {
        var collection = store.Collection(type.StorageKey);
        if (query.Continue is { Length: > 0 } text) return Next(type, query, ContinueToken.Parse(text));
        var (objects, version, _) = store.Snapshot(collection, query.Namespace);
        if (query.Limit <= 0) return new ListPage([.. Selected(type, query, objects)], version, null, null);
        var all = objects.ToArray();
        return Page(type, query, all, 0, version);
    }

    private ListPage Next(ResourceType type, ListQuery query, ContinueToken token)
    {
        var all = snapshots.Get(type.StorageKey, query.Namespace, token.ResourceVersion);
        var (low, high) = (0, all.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (all[middle].Key.CompareTo(token.After) <= 0) low = middle + 1;
            else high = middle;
        }

        return Page(type, query, all, low, token.ResourceVersion);
    }

    private ListPage Page(ResourceType type, ListQuery query, StoredObject[] all, int from, long version)
    {
        var items = new List<StoredObject>();
        var next = from;
        while (next < all.Length && (query.Limit <= 0 || items.Count < query.Limit))
        {
            if (Matches(type, query, all[next])) items.Add(all[next]);
            next++;
        }

        if (next >= all.Length) return new ListPage(items, version, null, null);
        snapshots.Keep(type.StorageKey, query.Namespace, version, all);
        var selects = !query.Labels.IsEverything || !query.Fields.IsEverything;
        return new ListPage(items, version, new ContinueToken(version, all[next - 1].Key).ToString(), selects ? null : all.Length - next);
    }

    private static IEnumerable<StoredObject> Selected(ResourceType type, ListQuery query, IEnumerable<StoredObject> objects) =>
        query.Labels.IsEverything && query.Fields.IsEverything ? objects : objects.Where(stored => Matches(type, query, stored));

    private static bool Matches(ResourceType type, ListQuery query, StoredObject stored) =>
        query.Labels.Matches(stored.Labels) && query.Fields.Matches(stored, type);
}

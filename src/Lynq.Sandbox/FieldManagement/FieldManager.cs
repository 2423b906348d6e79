using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.FieldManagement;

/// <summary>
/// Field ownership as the API server keeps it (structured merge): applies merge and prune by ownership and can conflict; all
/// other writes take what they change.
/// </summary>
internal static class FieldManager
{
    /// <summary>Lays an applied configuration over the live object (null: there is none yet).</summary>
    /// <returns>The new object with its managedFields, or the conflicts when there are any and <paramref name="force"/> is off.</returns>
    public static (JsonObject? Object, IReadOnlyList<FieldConflict> Conflicts) Apply(
        JsonObject live, JsonObject applied, SchemaNode schema, WriteIdentity who, bool force)
    {
        var bare = WithoutManagedFields(live);
        var managers = ManagedField.ReadAll(live);
        if (managers.Count == 0) managers = BeforeFirstApply(bare, schema, who);
        var config = WithoutManagedFields(applied);
        var merged = TreeMerge.Merge(bare, config, schema);
        var self = new ManagedField(who.Manager, true, who.ApiVersion, who.Now, who.Subresource,
            TreeFields.Of(config, schema).Except(MetadataFields.Identity).ExceptTrees(who.Ignored));
        var last = Take(managers, self);
        if (last is not null && !last.Fields.IsEmpty)
            merged = Prune(merged, last.Fields, [.. managers.Select(entry => entry.Fields), self.Fields], schema);

        var comparison = Comparison.Of(bare, merged, schema);
        var conflicts = Yield(managers, comparison, who, force);
        if (conflicts.Count > 0) return (null, conflicts);
        // Fields that only changed hands, or none at all: the entry keeps its time, and a new one gets none.
        if (comparison.IsSame) self = self with { Time = last?.Time };
        if (!self.Fields.IsEmpty) managers.Add(self);
        if (managers.Count > 0) merged.Metadata()["managedFields"] = ManagedField.WriteAll(managers);
        return (merged, []);
    }

    /// <summary>Records what a create, update or patch changed; returns <paramref name="after"/> with its managedFields.</summary>
    public static JsonObject Update(JsonObject before, JsonObject after, SchemaNode schema, WriteIdentity who)
    {
        var managers = Chosen(before, after, who.Subresource);
        after.Metadata().Remove("managedFields");
        var comparison = Comparison.Of(WithoutManagedFields(before), after, schema);
        var mine = comparison.Modified.Union(comparison.Added).Except(MetadataFields.Identity).ExceptTrees(who.Ignored);
        Release(managers, comparison);
        if (!mine.IsEmpty)
        {
            var self = new ManagedField(who.Manager, false, who.ApiVersion, who.Now, who.Subresource, mine);
            var previous = Take(managers, self);
            managers.Add(previous is null ? self : self with { Fields = previous.Fields.Union(mine) });
        }

        Cap(managers);
        if (managers.Count > 0) after.Metadata()["managedFields"] = ManagedField.WriteAll(managers);
        return after;
    }

    /// <summary>Removes what the applier held before and no longer names, except what somebody else holds too.</summary>
    private static JsonObject Prune(JsonObject merged, FieldSet last, IReadOnlyList<FieldSet> held, SchemaNode schema)
    {
        var lastNamed = TreeRemoval.WithNamedFields(last, schema);
        var pruned = TreeRemoval.Without(merged, lastNamed, schema);
        var all = held.Aggregate(FieldSet.Empty, static (union, set) => union.Union(set));
        var before = TreeFields.Of(merged, schema);
        var beforeNamed = TreeRemoval.WithNamedFields(before, schema);
        var kept = TreeRemoval.WithNamedFields(TreeFields.Of(pruned, schema), schema)
            .Union(TreeRemoval.WithNamedFields(all, schema));
        pruned = TreeRemoval.Without(merged, beforeNamed.Except(kept), schema);
        // What nobody holds and the applier never held stays, even below something that was taken out.
        var after = TreeRemoval.WithNamedFields(TreeFields.Of(pruned, schema), schema);
        return TreeRemoval.Without(merged, beforeNamed.Except(after).Intersect(lastNamed), schema);
    }

    private static List<FieldConflict> Yield(List<ManagedField> managers, Comparison comparison, WriteIdentity who, bool force)
    {
        var changed = comparison.Modified.Union(comparison.Added);
        var lost = managers.ConvertAll(entry => entry.Fields.Intersect(changed));
        if (!force)
        {
            var conflicts = managers.SelectMany((entry, i) => lost[i].Paths().Select(path => FieldConflict.Of(entry, path))).ToList();
            if (conflicts.Count > 0) return conflicts;
        }

        for (var i = 0; i < managers.Count; i++)
            managers[i] = managers[i] with { Fields = managers[i].Fields.Except(lost[i]).Except(comparison.Removed) };
        managers.RemoveAll(entry => entry.Fields.IsEmpty);
        return [];
    }

    // What an object has whose ownership nobody recorded belongs to a stand-in, so that the first apply does not take it silently.
    private static List<ManagedField> BeforeFirstApply(JsonObject live, SchemaNode schema, WriteIdentity who)
    {
        // A new object has no uid yet, and nobody before.
        if (live.Metadata().Text("uid").Length == 0) return [];
        var fields = Comparison.Of([], live, schema).Added.Except(MetadataFields.Identity).ExceptTrees(who.Ignored);
        return fields.IsEmpty ? [] : [new ManagedField("before-first-apply", false, who.ApiVersion, who.Now, "", fields)];
    }

    // An update takes what it changes and the removed fields belong to nobody.
    private static void Release(List<ManagedField> managers, Comparison comparison)
    {
        var gone = comparison.Modified.Union(comparison.Added).Union(comparison.Removed);
        if (gone.IsEmpty) return;
        for (var i = 0; i < managers.Count; i++)
            managers[i] = managers[i] with { Fields = managers[i].Fields.Except(gone) };
        managers.RemoveAll(entry => entry.Fields.IsEmpty);
    }

    // The request's own managedFields count when it sends some (through the main endpoint); [{}] clears them.
    private static List<ManagedField> Chosen(JsonObject before, JsonObject after, string subresource)
    {
        if (subresource.Length == 0 && after.Metadata()["managedFields"] is JsonArray { Count: > 0 } sent)
        {
            if (sent is [JsonObject { Count: 0 }]) return [];
            return ManagedField.ReadAll(after);
        }

        return ManagedField.ReadAll(before);
    }

    private static ManagedField? Take(List<ManagedField> managers, ManagedField self)
    {
        var index = managers.FindIndex(self.IsSameManager);
        if (index < 0) return null;
        var found = managers[index];
        managers.RemoveAt(index);
        return found;
    }

    /// <summary>Keeps at most ten updaters: the oldest become "ancient-changes".</summary>
    private static void Cap(List<ManagedField> managers)
    {
        const int most = 10;
        var updaters = managers.Where(entry => !entry.Applied).OrderBy(entry => entry.Time, StringComparer.Ordinal).ToList();
        if (updaters.Count <= most) return;
        var oldest = updaters[..(updaters.Count - most + 1)];
        managers.RemoveAll(oldest.Contains);
        foreach (var version in oldest.GroupBy(entry => entry.ApiVersion, StringComparer.Ordinal))
        {
            managers.Add(version.Last() with
            {
                Manager = "ancient-changes",
                Subresource = "",
                Fields = version.Aggregate(FieldSet.Empty, static (union, entry) => union.Union(entry.Fields)),
            });
        }
    }

    private static JsonObject WithoutManagedFields(JsonObject value)
    {
        if (value["metadata"] is not JsonObject metadata || !metadata.ContainsKey("managedFields")) return value;
        var copy = value.Copy();
        copy["metadata"]!.AsObject().Remove("managedFields");
        return copy;
    }
}

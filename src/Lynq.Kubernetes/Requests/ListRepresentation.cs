using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lynq.Kubernetes;

/// <summary>Makes the representation of a page from that of an item. Callers bring type information for items only.</summary>
internal static class ListRepresentation
{
    public static Representation<KubernetesList<T>> Of<T>(Representation<T> item) => PerType<T>.Cache.GetValue(item.Type, Make).For(item.MetadataOnly);

    private static Pair<T> Make<T>(JsonTypeInfo<T> item)
    {
        var options = new JsonSerializerOptions(item.Options)
        {
            // The items' own generated information first; the page around them is found by reflection.
            TypeInfoResolver = JsonTypeInfoResolver.Combine(item.Options.TypeInfoResolver, new DefaultJsonTypeInfoResolver()),
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        };
        var page = (JsonTypeInfo<KubernetesList<T>>)options.GetTypeInfo(typeof(KubernetesList<T>));
        return new(new(page, MetadataOnly: false), new(page, MetadataOnly: true));
    }

    private static class PerType<T>
    {
        public static readonly ConditionalWeakTable<JsonTypeInfo<T>, Pair<T>> Cache = [];
    }

    private sealed record Pair<T>(Representation<KubernetesList<T>> Full, Representation<KubernetesList<T>> Metadata)
    {
        public Representation<KubernetesList<T>> For(bool metadataOnly) => metadataOnly ? Metadata : Full;
    }
}

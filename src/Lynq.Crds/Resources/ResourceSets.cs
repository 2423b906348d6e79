namespace Lynq.Crds;

/// <summary>Operations over whole resource sets.</summary>
public static class ResourceSets
{
    /// <summary>A copy of the set in which every resource is replaced by what the function returns. Absent arrays stay absent.</summary>
    public static TSet MapResources<TSet>(this TSet set, Func<ResourceArray, ResourceTemplate, ResourceTemplate> map)
        where TSet : ResourceSet => ResourceArray.All.Aggregate(
            set,
            (result, array) => array.Of(set) is { } items ? array.With(result, [.. items.Select(item => map(array, item))]) : result);

    /// <summary>A copy of the set that has exactly the arrays of another one, for example a node's of its form's.</summary>
    public static TSet WithResourcesOf<TSet>(this TSet set, ResourceSet other)
        where TSet : ResourceSet => ResourceArray.All.Aggregate(
            set,
            // Each change is a copy of the set, and most arrays are absent from both.
            (result, array) => ReferenceEquals(array.Of(result), array.Of(other)) ? result : array.With(result, array.Of(other)));
}

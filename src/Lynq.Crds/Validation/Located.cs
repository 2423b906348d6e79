namespace Lynq.Crds.Validation;

/// <summary>A resource of a form with its field path.</summary>
internal readonly record struct Located(string Path, ResourceArray Array, ResourceTemplate Resource)
{
    internal static IReadOnlyList<Located> Of(ResourceSet set) =>
    [
        .. ResourceArray.All.SelectMany(array =>
            (array.Of(set) ?? []).Select((resource, i) => new Located($"spec.{array.Name}[{i}]", array, resource))),
    ];
}

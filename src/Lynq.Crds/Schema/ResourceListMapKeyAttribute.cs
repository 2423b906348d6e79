namespace Lynq.Crds;

/// <summary>Makes the resource arrays of a spec maps keyed by one field, so that they merge item by item.</summary>
/// <param name="key">JSON name of the key field.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ResourceListMapKeyAttribute(string key) : Attribute
{
    /// <summary>JSON name of the key field.</summary>
    public string Key { get; } = key;
}

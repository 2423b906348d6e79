using System.Globalization;

namespace Lynq.Templates.Resources;

/// <summary>Where a value is in a resource, and what of that matters to typing.</summary>
/// <param name="Text">The path, such as <c>spec.template.spec.containers[0].image</c>.</param>
/// <param name="Key">The key under which the value stands; an array's elements have the array's key.</param>
/// <param name="Parent">The place of the object or array around it, or null for the whole.</param>
/// <param name="IsElement">Whether it is an element of an array.</param>
internal sealed record FieldPath(string Text, string Key, FieldPath? Parent, bool IsElement)
{
    /// <summary>A whole tree.</summary>
    /// <param name="name">The name that all paths in it begin with.</param>
    public static FieldPath Root(string name) => new(name, "", null, false);

    /// <summary>A value of an object.</summary>
    public FieldPath Member(string key)
    {
        var isPlain = key.Length > 0 && !key.AsSpan().ContainsAny('.', '/', '[');
        return new(isPlain ? $"{Text}.{key}" : $"{Text}[\"{key}\"]", key, this, false);
    }

    /// <summary>An element of an array.</summary>
    public FieldPath Element(int index) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Text}[{index}]"), Key, this, true);

    /// <summary>How many steps it is from the whole.</summary>
    public int Depth => Parent is null ? 0 : Parent.Depth + 1;
}

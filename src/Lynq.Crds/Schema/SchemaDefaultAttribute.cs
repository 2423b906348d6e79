namespace Lynq.Crds;

/// <summary>Gives a field of the property's object a default in the schema of this one use of the type.</summary>
/// <param name="field">JSON name of the field.</param>
/// <param name="value">Its default.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class SchemaDefaultAttribute(string field, object value) : Attribute
{
    /// <summary>JSON name of the field.</summary>
    public string Field { get; } = field;

    /// <summary>Its default.</summary>
    public object Value { get; } = value;
}

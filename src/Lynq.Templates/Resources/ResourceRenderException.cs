namespace Lynq.Templates.Resources;

/// <summary>A resource cannot be compiled or rendered; the message begins with the field's path.</summary>
public sealed class ResourceRenderException : Exception
{
    internal ResourceRenderException(string fieldPath, Exception cause)
        : base($"{fieldPath}: {cause.Message}", cause) => FieldPath = fieldPath;

    internal ResourceRenderException(string fieldPath, string reason)
        : base($"{fieldPath}: {reason}") => FieldPath = fieldPath;

    /// <summary>The field, such as <c>spec.data.config</c> or <c>labelsTemplate.app</c>.</summary>
    public string FieldPath { get; }

    /// <summary>
    /// Whether the resource's name, labels or annotations failed rather than its spec or namespace; the two are reported
    /// differently (contract §4.6).
    /// </summary>
    public bool IsIdentity => FieldPath.StartsWith("nameTemplate", StringComparison.Ordinal)
        || FieldPath.StartsWith("labelsTemplate", StringComparison.Ordinal)
        || FieldPath.StartsWith("annotationsTemplate", StringComparison.Ordinal);
}

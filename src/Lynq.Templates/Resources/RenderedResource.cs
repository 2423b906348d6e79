using System.Text.Json;

namespace Lynq.Templates.Resources;

/// <summary>A resource rendered for a row. What the form says beside the object is for the caller to lay over it (contract §4.7).</summary>
/// <param name="Object">The object as the form gives it.</param>
/// <param name="Name">Its name: the form's, or else the object's own.</param>
/// <param name="Namespace">The namespace that the form asks for, or else the object's own; null to take the node's.</param>
/// <param name="Labels">The form's labels.</param>
/// <param name="Annotations">The form's annotations.</param>
public sealed record RenderedResource(
    JsonElement Object, string Name, string? Namespace, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations);

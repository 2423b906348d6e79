using System.Text.Json.Nodes;

namespace Lynq.Templates.Resources;

/// <summary>A resource rendered for a row.</summary>
/// <param name="Object">The object, its metadata composed (contract §4.7); the caller adds the operator's own keys.</param>
/// <param name="Name">Its name, also in <paramref name="Object"/>.</param>
/// <param name="Namespace">
/// The namespace that the form asks for, also in <paramref name="Object"/>; null to take the node's.
/// </param>
public sealed record RenderedResource(JsonObject Object, string Name, string? Namespace);

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Templates.Resources;

/// <summary>A part of a JSON tree that may have templates in it.</summary>
internal abstract class JsonPart
{
    /// <summary>Renders it as a node.</summary>
    public abstract JsonNode? Build(in RowRender row);

    /// <summary>Renders it as text.</summary>
    public abstract void Write(Utf8JsonWriter writer, in RowRender row);
}

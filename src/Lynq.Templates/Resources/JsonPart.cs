using System.Text.Json;

namespace Lynq.Templates.Resources;

/// <summary>A part of a JSON tree that may have templates in it.</summary>
internal abstract class JsonPart
{
    /// <summary>Renders it as text.</summary>
    public abstract void Write(Utf8JsonWriter writer, in RowRender row);
}

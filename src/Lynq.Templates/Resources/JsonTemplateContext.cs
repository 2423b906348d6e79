using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lynq.Templates.Resources;

/// <summary>Serialization without reflection.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class JsonTemplateContext : JsonSerializerContext;

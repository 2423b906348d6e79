using System.Text.Json;
using Lynq.Crds.Validation;

namespace Lynq.Crds.Tests.Validation;

/// <summary>Hubs and forms of the tables, written as JSON.</summary>
internal static class Objects
{
    internal static LynqForm Form(string spec, string name = "f") => JsonSerializer.Deserialize(
        $$$"""{"metadata":{"name":"{{{name}}}","namespace":"ns"},"spec":{{{spec}}}}""", CrdJson.Default.LynqForm)!;

    internal static LynqHub Hub(string spec) => JsonSerializer.Deserialize(
        $$$"""{"metadata":{"name":"h","namespace":"ns"},"spec":{{{spec}}}}""", CrdJson.Default.LynqHub)!;

    internal static LynqHub GoodHub { get; } = Hub(
        """
        {"source":{"type":"mysql","mysql":{"host":"db","username":"u","database":"d","table":"t"}},
         "valueMappings":{"uid":"id","activate":"active"},"extraValueMappings":{"plan":"plan"}}
        """);

    /// <summary>Stands in for the template language: {{ bad }} does not parse, .x is a variable, now is volatile.</summary>
    internal static TemplateFacts Inspect(string text) => new()
    {
        Error = text.Contains("bad", StringComparison.Ordinal) ? "function \"bad\" not defined" : null,
        Variables = text.Contains("{{", StringComparison.Ordinal)
            ? [.. text.Split(' ').Where(word => word.StartsWith('.')).Select(word => word[1..])]
            : [],
        VolatileFunctions = text.Contains("now", StringComparison.Ordinal) ? ["now"] : [],
    };

    internal static FormValidationContext Context { get; } = new() { Inspect = Inspect };
}

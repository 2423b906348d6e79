using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Lynq.Host.Documents;

/// <summary>
/// Reads YAML (and JSON, which is YAML) as kubectl does: plain scalars by the rules of YAML 1.1, anchors and merge keys resolved,
/// a key given twice refused.
/// </summary>
internal static partial class YamlReader
{
    // A document of a few lines can name itself a billion times: what it unfolds to is bounded, not what it is.
    private const int MostNodes = 1_000_000;

    /// <summary>Reads all documents; empty ones are null.</summary>
    /// <exception cref="UserException">The text is no YAML; the message has line and column.</exception>
    public static IReadOnlyList<JsonNode?> Read(TextReader text, string origin)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(text);
            var budget = MostNodes;
            return [.. stream.Documents.Select(document => Convert(document.RootNode, ref budget))];
        }
        catch (YamlException e)
        {
            throw new UserException($"{origin}:{e.Start.Line}:{e.Start.Column}: {Reason(e)}");
        }
    }

    private static string Reason(YamlException e) => (e.InnerException ?? e).Message.Split('\n')[0];

    private static JsonNode? Convert(YamlNode node, ref int budget)
    {
        if (--budget < 0)
            throw new YamlException(node.Start, node.End, $"the document unfolds to more than {MostNodes} values");
        switch (node)
        {
            case YamlMappingNode map:
                return ConvertMap(map, ref budget);
            case YamlSequenceNode list:
                var items = new JsonArray();
                foreach (var item in list.Children)
                    items.Add(Convert(item, ref budget));
                return items;
            case YamlScalarNode { Style: ScalarStyle.Plain, Tag.IsEmpty: true } plain:
                return Scalar(plain.Value ?? "");
            default:
                return JsonValue.Create(((YamlScalarNode)node).Value);
        }
    }

    private static JsonObject ConvertMap(YamlMappingNode map, ref int budget)
    {
        var result = new JsonObject();
        foreach (var (key, value) in map.Children)
        {
            if (!IsMerge(key))
                result[KeyOf(key)] = Convert(value, ref budget);
        }

        // What is merged in never replaces what is said here; of several sources the first wins.
        foreach (var source in map.Children.Where(child => IsMerge(child.Key)).SelectMany(child => child.Value is YamlSequenceNode list ? list.Children : [child.Value]))
        {
            if (Convert(source, ref budget) is not JsonObject merged)
                throw new YamlException(source.Start, source.End, "only an object can be merged in by <<");
            foreach (var (name, value) in merged.Where(member => !result.ContainsKey(member.Key)).ToList())
                result[name] = value?.DeepClone();
        }

        return result;
    }

    private static bool IsMerge(YamlNode key) => key is YamlScalarNode { Style: ScalarStyle.Plain, Value: "<<" };

    private static string KeyOf(YamlNode key) => key is YamlScalarNode scalar
        ? scalar.Value ?? ""
        : throw new YamlException(key.Start, key.End, "a key must be a text");

    private static JsonNode? Scalar(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
            return null;
        if (text is "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON")
            return JsonValue.Create(true);
        if (text is "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF")
            return JsonValue.Create(false);
        return Number(text) ?? JsonValue.Create(text);
    }

    private static JsonValue? Number(string text)
    {
        if (Whole().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonValue.Create(whole);
        if (Octal().Match(text) is { Success: true } octal)
            return JsonValue.Create(System.Convert.ToInt64(octal.Groups["digits"].Value, 8));
        if (Hexadecimal().IsMatch(text))
            return JsonValue.Create(System.Convert.ToInt64(text, 16));
        return Real().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? JsonValue.Create(real)
            : null;
    }

    [GeneratedRegex("^[-+]?(0|[1-9][0-9]*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex("^0o?(?<digits>[0-7]{1,21})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Octal();

    [GeneratedRegex("^0x[0-9a-fA-F]{1,15}$", RegexOptions.NonBacktracking)]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Real();
}

using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lynq.Crds.Schema;

/// <summary>The documentation comments of the types, which become the descriptions that <c>kubectl explain</c> shows.</summary>
public sealed partial class FieldDescriptions
{
    private readonly Dictionary<string, string> _summaries;

    private FieldDescriptions(XDocument document) => _summaries = document
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => TextOf(member.Element("summary")!), StringComparer.Ordinal);

    /// <summary>Reads the documentation file that the compiler writes beside the assembly.</summary>
    /// <exception cref="FileNotFoundException">The file is not there.</exception>
    public static FieldDescriptions Load()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Lynq.Crds.xml");
        return File.Exists(file)
            ? new FieldDescriptions(XDocument.Load(file))
            : throw new FileNotFoundException($"{file} is missing: descriptions of fields are read from it. Publish it beside the program.", file);
    }

    /// <summary>The summary of a type.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public string Of(Type type) => Find($"T:{type.FullName}") ?? throw Undocumented(type.FullName);

    /// <summary>The summary of a property, or of the one it overrides.</summary>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public string Of(PropertyInfo property)
    {
        for (var type = property.DeclaringType; type is not null; type = type.BaseType)
        {
            if (Find($"P:{type.FullName}.{property.Name}") is { } summary)
                return summary;
        }

        throw Undocumented($"{property.DeclaringType}.{property.Name}");
    }

    private string? Find(string member) => _summaries.GetValueOrDefault(member);

    private static InvalidOperationException Undocumented(string? member) => new($"{member} has no summary to describe it in the schema");

    // References to our own papers are for readers of the code, not for users of kubectl explain.
    private static string TextOf(XElement summary) => References().Replace(Spaces().Replace(
        string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" or "paramref" } element => element.FirstAttribute!.Value.Split('.')[^1],
            XElement element => element.Value,
            _ => node.ToString(),
        })),
        " "), "").Trim();

    [GeneratedRegex(@" \(contract §[^)]*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex References();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}

using Lynq.Templates.Values;

namespace Lynq.Templates;

/// <summary>
/// A row's variables, made ready once for any number of templates. Values may be strings (what rows have), numbers, booleans,
/// null, <see cref="System.Text.Json.JsonElement"/>s, lists and dictionaries of these. Immutable: what a template changes
/// (<c>set</c>) nobody else sees.
/// </summary>
public sealed class TemplateVariables
{
    private readonly Dictionary<string, Value> _entries;
    private readonly IReadOnlyDictionary<string, object?>? _nested;

    /// <summary>Converts the variables.</summary>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public TemplateVariables(IReadOnlyDictionary<string, object?> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        _entries = ValueConversion.Entries(variables);
        _nested = _entries.Values.Any(static v => v.Kind is ValueKind.Map or ValueKind.List)
            ? variables
            : null;
    }

    /// <summary>Takes over variables that are all texts, as those of rows are.</summary>
    public TemplateVariables(IReadOnlyDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        _entries = new Dictionary<string, Value>(variables.Count, StringComparer.Ordinal);
        foreach (var (name, text) in variables)
        {
            _entries[name] = Value.FromString(text);
        }
    }

    /// <summary>The entries for one render; maps within them are fresh, since templates can change them.</summary>
    internal Dictionary<string, Value> Entries() => _nested is null ? _entries : ValueConversion.Entries(_nested);
}

using Lynq.Host.Documents;
using Lynq.Kubernetes;

namespace Lynq.Host.Commands.Rights;

/// <summary>The names of kinds in URLs and RBAC rules: from definitions given along, else by the rule that all built-in kinds follow.</summary>
internal sealed class PluralNames
{
    private readonly Dictionary<(string Group, string Kind), string> _defined = [];

    /// <summary>Learns the names of custom kinds from CustomResourceDefinitions among documents.</summary>
    public PluralNames(IEnumerable<InputDocument> documents)
    {
        foreach (var spec in documents.Where(d => d.Kind == "CustomResourceDefinition").Select(d => d.Object.GetProperty("spec")))
        {
            var names = spec.GetProperty("names");
            _defined[(spec.GetProperty("group").GetString()!, names.GetProperty("kind").GetString()!)] = names.GetProperty("plural").GetString()!;
        }
    }

    /// <summary>The plural of a kind.</summary>
    public string Of(GroupVersionKind kind) => _defined.GetValueOrDefault((kind.Group, kind.Kind)) ?? Plural(kind.Kind.ToLowerInvariant());

    // Kinds that end in s already, and the one that is a plural by itself.
    private static string Plural(string kind) => kind switch
    {
        "endpoints" => kind,
        [.., 's'] or [.., 'x'] or [.., 'c', 'h'] or [.., 's', 'h'] => kind + "es",
        [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => string.Concat(kind.AsSpan(0, kind.Length - 1), "ies"),
        _ => kind + "s",
    };
}

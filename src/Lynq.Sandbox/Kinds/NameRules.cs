using System.Text.RegularExpressions;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>What names, label keys and label values may look like. Each method returns what is wrong, or null.</summary>
internal static partial class NameRules
{
    private const string SubdomainProblem =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string LabelProblem =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string ServiceProblem =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    private const string ValueProblem =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string QualifiedProblem =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    public static string? Problem(ResourceType type, string name) => type.GroupResource switch
    {
        "namespaces" => DnsLabelProblem(name),
        "services" => ServiceNameProblem(name),
        _ when type.Group == "rbac.authorization.k8s.io" => PathSegmentProblem(name),
        _ => DnsSubdomainProblem(name),
    };

    public static string? DnsSubdomainProblem(string name) =>
        name.Length > 253 ? "must be no more than 253 characters" : Subdomain().IsMatch(name) ? null : SubdomainProblem;

    public static string? DnsLabelProblem(string name) =>
        name.Length > 63 ? "must be no more than 63 characters" : Label().IsMatch(name) ? null : LabelProblem;

    public static string? LabelValueProblem(string value) =>
        value.Length > 63 ? "must be no more than 63 characters" : LabelValue().IsMatch(value) ? null : ValueProblem;

    /// <summary>A label, annotation or finalizer name: an optional DNS prefix, a slash, and a name.</summary>
    public static string? QualifiedNameProblem(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2) return "a qualified name must consist of alphanumeric characters, '-', '_' or '.', with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
        if (parts.Length == 2 && parts[0].Length == 0) return "prefix part must be non-empty";
        if (parts.Length == 2 && DnsSubdomainProblem(parts[0]) is { } prefix) return "prefix part " + prefix;
        var name = parts[^1];
        if (name.Length == 0) return "name part must be non-empty";
        if (name.Length > 63) return "name part must be no more than 63 characters";
        return Qualified().IsMatch(name) ? null : QualifiedProblem;
    }

    private static string? ServiceNameProblem(string name) =>
        name.Length > 63 ? "must be no more than 63 characters" : ServiceName().IsMatch(name) ? null : ServiceProblem;

    private static string? PathSegmentProblem(string name)
    {
        if (name is "." or "..") return $"may not be '{name}'";
        if (name.Contains('/', StringComparison.Ordinal)) return "may not contain '/'";
        return name.Contains('%', StringComparison.Ordinal) ? "may not contain '%'" : null;
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[a-z]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LabelValue();

    [GeneratedRegex(@"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Qualified();
}

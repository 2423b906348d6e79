namespace Lynq.Templates.Values;

/// <summary>The Go type of a map.</summary>
internal enum MapType : byte
{
    /// <summary><c>map[string]interface {}</c>.</summary>
    Any,

    /// <summary><c>map[string]string</c>, which <c>split</c> gives; its missing entries are empty strings.</summary>
    String,

    /// <summary><c>template.Variables</c>: the root object.</summary>
    Variables,
}

namespace Lynq.Templates.Functions.Json;

/// <summary>An object that JSON shows as a string or as an object of strings.</summary>
internal interface IJsonWritable
{
    /// <summary>The string to show, or null when <see cref="JsonFields"/> are shown.</summary>
    string? JsonText { get; }

    /// <summary>Names and values in the order of their declaration.</summary>
    IReadOnlyList<KeyValuePair<string, string>> JsonFields => [];
}

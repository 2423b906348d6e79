namespace Lynq.Host.Settings;

/// <summary>The checked settings of <c>lynq run</c>, by name of their flag.</summary>
internal sealed class OperatorSettings(IReadOnlyDictionary<string, string> values)
{
    /// <summary>A text setting; empty when not set.</summary>
    public string Text(string name) => values[name];

    /// <summary>A text setting, or null when it is empty.</summary>
    public string? TextOrNull(string name) => values[name] is { Length: > 0 } text ? text : null;

    /// <summary>A switch.</summary>
    public bool IsOn(string name) => bool.Parse(values[name]);

    /// <summary>A whole number.</summary>
    public int Number(string name) => int.Parse(values[name], CultureInfo.InvariantCulture);

    /// <summary>A number with decimals.</summary>
    public double Rate(string name) => double.Parse(values[name], CultureInfo.InvariantCulture);

    /// <summary>Where to listen, or null for not at all.</summary>
    public BindAddress? Address(string name) => BindAddress.TryParse(values[name], out var address) ? address : null;

    /// <summary>Words separated by commas.</summary>
    public IReadOnlyList<string> List(string name) =>
        values[name].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

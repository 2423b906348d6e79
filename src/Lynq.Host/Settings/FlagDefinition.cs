namespace Lynq.Host.Settings;

/// <summary>What kind of value a flag takes.</summary>
internal enum FlagKind
{
    /// <summary>Text as it is.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>; given without a value it means true.</summary>
    Switch,

    /// <summary>A whole number within bounds.</summary>
    Number,

    /// <summary>A number with decimals, zero or more.</summary>
    Rate,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary><c>host:port</c>, <c>:port</c>, or <c>0</c> for off.</summary>
    Address,

    /// <summary>Words separated by commas.</summary>
    List,
}

/// <summary>
/// One setting of the operator: a flag <c>--name</c>, an environment variable <c>LYNQ_NAME</c> and a key of the settings file, all
/// with the same meaning. The flag wins over the variable, the variable over the file.
/// </summary>
internal sealed record FlagDefinition(string Name, FlagKind Kind, string Default, string Description)
{
    /// <summary>Smallest number allowed.</summary>
    public int Minimum { get; init; }

    /// <summary>Largest number allowed.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>The words allowed for a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether a choice also takes a number: zap levels are words or verbosity numbers.</summary>
    public bool OrNumber { get; init; }

    /// <summary>The environment variable.</summary>
    public string Variable => "LYNQ_" + Name.Replace('-', '_').ToUpperInvariant();

    /// <summary>Says what is wrong with a value, or null when it is fine.</summary>
    public string? Check(string value) => Kind switch
    {
        FlagKind.Switch when !bool.TryParse(value, out _) => "is neither true nor false",
        FlagKind.Number when !int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) || n < Minimum || n > Maximum =>
            Maximum == int.MaxValue ? $"is not a whole number of at least {Minimum}" : $"is not a whole number from {Minimum} to {Maximum}",
        FlagKind.Rate when !double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) => "is not a number of zero or more",
        FlagKind.Choice when !Choices.Contains(value, StringComparer.OrdinalIgnoreCase) && !(OrNumber && int.TryParse(value, CultureInfo.InvariantCulture, out _)) =>
            $"is not one of {string.Join(", ", Choices)}",
        FlagKind.Address when !BindAddress.TryParse(value, out _) => "is not an address such as :8081 or 127.0.0.1:8081, or 0 for off",
        _ => null,
    };
}

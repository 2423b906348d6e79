using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Dates;

/// <summary>A value of a Go integer type with a name and a text of its own: a month, a weekday, a duration.</summary>
internal sealed class NamedNumber : ObjectValue
{
    private static readonly FunctionDefinition _string =
        new("String", [], null, static (_, args) => Value.FromString(args[0].AsObject.Print()));

    private readonly long _number;
    private readonly string _text;

    private NamedNumber(string goTypeName, string goKindName, long number, string text)
    {
        GoTypeName = goTypeName;
        GoKindName = goKindName;
        _number = number;
        _text = text;
    }

    /// <inheritdoc />
    public override string GoTypeName { get; }

    /// <inheritdoc />
    public override string GoKindName { get; }

    /// <inheritdoc />
    public override long? Number => _number;

    /// <summary>Go's <c>time.Month</c>, from 1.</summary>
    public static Value Month(int month) => Create("time.Month", "int", month, TimeNames.Months[month - 1]);

    /// <summary>Go's <c>time.Weekday</c>, from 0 for Sunday.</summary>
    public static Value Weekday(int weekday) => Create("time.Weekday", "int", weekday, TimeNames.Weekdays[weekday]);

    /// <summary>Go's <c>time.Duration</c> in nanoseconds.</summary>
    public static Value Duration(long duration) => Create("time.Duration", "int64", duration, GoDuration.Format(duration));

    /// <inheritdoc />
    public override string Print() => _text;

    /// <inheritdoc />
    public override FunctionDefinition? FindMethod(string name) => name switch
    {
        "String" => _string,
        "Hours" or "Minutes" or "Seconds" when GoTypeName == "time.Duration" => Unit(name),
        _ => null,
    };

    /// <inheritdoc />
    public override bool DeepEquals(ObjectValue other) =>
        other is NamedNumber number && number.GoTypeName == GoTypeName && number._number == _number;

    private static Value Create(string goTypeName, string goKindName, long number, string text) =>
        Value.FromObject(new NamedNumber(goTypeName, goKindName, number, text));

    private static FunctionDefinition Unit(string name)
    {
        var size = name switch
        {
            "Hours" => 3600.0,
            "Minutes" => 60.0,
            _ => 1.0,
        };
        return new(name, [], null, (_, args) =>
            Value.FromFloat((args[0].AsObject.Number ?? 0) / (double)GoDuration.Second / size));
    }
}

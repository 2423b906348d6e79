using Lynq.Templates.Functions.Json;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Dates;

/// <summary>A <see cref="GoTime"/> as templates see it: Go's <c>time.Time</c>.</summary>
internal sealed class TimeValue(GoTime time) : ObjectValue, IJsonWritable
{
    /// <summary>How functions declare a parameter of this type.</summary>
    public static ParameterType Parameter { get; } = ParameterType.Of<TimeValue>("time.Time");

    /// <summary>The time.</summary>
    public GoTime Time => time;

    /// <inheritdoc />
    public override string GoTypeName => "time.Time";

    /// <inheritdoc />
    public override string GoKindName => "struct";

    /// <inheritdoc />
    public string? JsonText => TimeFormatter.Format(time, "2006-01-02T15:04:05.999999999Z07:00");

    /// <summary>A template's value for a time.</summary>
    public static Value Create(GoTime time) => Value.FromObject(new TimeValue(time));

    /// <summary>The time of an argument that was declared as <see cref="Parameter"/>.</summary>
    public static GoTime Of(in Value value) => ((TimeValue)value.AsObject).Time;

    /// <inheritdoc />
    public override string Print() => time.ToString();

    /// <inheritdoc />
    public override FunctionDefinition? FindMethod(string name) => TimeMethods.Find(name);

    /// <inheritdoc />
    public override bool DeepEquals(ObjectValue other) => other is TimeValue value
        && value.Time.UnixSeconds == time.UnixSeconds
        && value.Time.Nanoseconds == time.Nanoseconds
        && value.Time.Zone.At(time.UnixSeconds) == time.Zone.At(time.UnixSeconds);
}

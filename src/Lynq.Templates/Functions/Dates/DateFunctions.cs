using System.Globalization;
using Lynq.Templates.Execution;
using Lynq.Templates.Functions.Numbers;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Dates;

/// <summary>Functions on dates and durations. The local zone is UTC.</summary>
internal static class DateFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("now", [], static (context, _) => TimeValue.Create(Now(context)), nonDeterministic: true)
            .Add("date", [Types.String, Types.Any], static (context, args) => Show(context, args[0].AsString, args[1], "UTC"))
            .Add("dateInZone", [Types.String, Types.Any, Types.String], static (context, args) =>
                Show(context, args[0].AsString, args[1], args[2].AsString))
            .Alias("date_in_zone", "dateInZone")
            .Add("htmlDate", [Types.Any], static (context, args) => Show(context, "2006-01-02", args[0], "UTC"))
            .Add("htmlDateInZone", [Types.Any, Types.String], static (context, args) =>
                Show(context, "2006-01-02", args[0], args[1].AsString))
            .Add("toDate", [Types.String, Types.String], static (context, args) => Read(context, args, strict: false))
            .Add("mustToDate", [Types.String, Types.String], static (context, args) => Read(context, args, strict: true))
            .Add("unixEpoch", [TimeValue.Parameter], static (_, args) =>
                Value.FromString(TimeValue.Of(args[0]).UnixSeconds.ToString(CultureInfo.InvariantCulture)))
            .Add("dateModify", [Types.String, TimeValue.Parameter], static (_, args) => Modify(args, strict: false))
            .Alias("date_modify", "dateModify")
            .Add("mustDateModify", [Types.String, TimeValue.Parameter], static (_, args) => Modify(args, strict: true))
            .Alias("must_date_modify", "mustDateModify")
            .Add("ago", [Types.Any], Ago, nonDeterministic: true)
            .Add("duration", [Types.Any], static (_, args) => Value.FromString(GoDuration.Format(Seconds(args[0]))))
            .Add("durationRound", [Types.Any], static (context, args) => Value.FromString(GoDuration.FormatRounded(ToDuration(context, args[0]))));
    }

    private static GoTime Now(RenderContext context) => GoTime.From(context.Clock.GetUtcNow());

    /// <summary>A time, or an epoch in seconds; everything else means now, as in Sprig.</summary>
    private static GoTime ToTime(RenderContext context, in Value value) => value.Kind switch
    {
        ValueKind.Object when value.AsObject is TimeValue time => time.Time,
        ValueKind.Int or ValueKind.Int64 or ValueKind.Int32 => GoTime.FromUnix(value.AsInt),
        _ => Now(context),
    };

    private static Value Show(RenderContext context, string layout, in Value value, string zone)
    {
        // An element such as "Monday" grows to no more than nine characters from no fewer than one.
        RequireShort(context, layout);
        context.ReserveSize(layout.Length);
        return Value.FromString(TimeFormatter.Format(ToTime(context, value).In(TimeZone.Find(zone)), layout));
    }

    /// <summary>Layouts are read piece by piece, so that one from a hostile row must not be as long as a row's value can be.</summary>
    private static void RequireShort(RenderContext context, string layout)
    {
        if (layout.Length > context.Limits.MaxPatternSize)
        {
            throw new FunctionException($"date layout of {layout.Length} characters exceeds the limit of {context.Limits.MaxPatternSize}");
        }
    }

    private static Value Read(RenderContext context, ReadOnlySpan<Value> args, bool strict)
    {
        RequireShort(context, args[0].AsString);
        if (args[1].AsString.Length > context.Limits.MaxPatternSize)
        {
            return !strict ? TimeValue.Create(GoTime.Zero) : throw new FunctionException($"a text of {args[1].AsString.Length} characters is no date");
        }

        var read = TimeParser.TryParse(args[0].AsString, args[1].AsString, out var time, out var error);
        return read || !strict ? TimeValue.Create(time) : throw new FunctionException(error!);
    }

    private static Value Modify(ReadOnlySpan<Value> args, bool strict)
    {
        var duration = GoDuration.Parse(args[0].AsString, out var error);
        if (error is null) return TimeValue.Create(TimeValue.Of(args[1]).Add(duration));
        return strict ? throw new FunctionException(error) : args[1];
    }

    private static Value Ago(RenderContext context, ReadOnlySpan<Value> args) =>
        Value.FromString(GoDuration.Format(GoDuration.RoundToSecond(Now(context).Since(ToTime(context, args[0])))));

    /// <summary>The nanoseconds of a number of seconds in a string or an int64; everything else is 0, as in Sprig.</summary>
    private static long Seconds(in Value value)
    {
        var seconds = value.Kind == ValueKind.Int64 ? value.AsInt : 0;
        if (value.Kind == ValueKind.String) GoIntegerSyntax.Parse(value.AsString, 10, out seconds);
        return unchecked(seconds * GoDuration.Second);
    }

    private static long ToDuration(RenderContext context, in Value value) => value.Kind switch
    {
        ValueKind.String => GoDuration.Parse(value.AsString, out _),
        ValueKind.Int64 => value.AsInt,
        ValueKind.Object when value.AsObject is TimeValue time => Now(context).Since(time.Time),
        _ => 0,
    };
}

using System.Collections.Frozen;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Dates;

/// <summary>The methods of Go's <c>time.Time</c> that templates can call.</summary>
internal static class TimeMethods
{
    private static readonly FrozenDictionary<string, FunctionDefinition> _methods = Build();

    /// <summary>The method with this name, or null.</summary>
    internal static FunctionDefinition? Find(string name) => _methods.GetValueOrDefault(name);

    private static FrozenDictionary<string, FunctionDefinition> Build()
    {
        var methods = new FunctionRegistry();
        AddParts(methods);
        AddEpochs(methods);
        AddComparisons(methods);
        methods
            .Add("String", [], static (_, args) => Value.FromString(TimeValue.Of(args[0]).ToString()))
            .Add("Format", [ParameterType.String], static (_, args) =>
                Value.FromString(TimeFormatter.Format(TimeValue.Of(args[0]), args[1].AsString)))
            .Add("UTC", [], static (_, args) => TimeValue.Create(TimeValue.Of(args[0]).In(TimeZone.Utc)))
            .Alias("Local", "UTC")
            .Add("Add", [ParameterType.Int64], static (_, args) => TimeValue.Create(TimeValue.Of(args[0]).Add(args[1].AsInt)))
            .Add("AddDate", [ParameterType.Int, ParameterType.Int, ParameterType.Int], static (_, args) => TimeValue.Create(AddDate(args)))
            .Add("Sub", [TimeValue.Parameter], static (_, args) =>
                NamedNumber.Duration(TimeValue.Of(args[0]).Since(TimeValue.Of(args[1]))));
        return methods.Build();
    }

    private static void AddParts(FunctionRegistry methods)
    {
        AddInt(methods, "Year", static time => time.Date.Year);
        AddInt(methods, "Day", static time => time.Date.Day);
        AddInt(methods, "YearDay", static time => time.Date.YearDay);
        AddInt(methods, "Hour", static time => time.SecondOfDay / 3600);
        AddInt(methods, "Minute", static time => time.SecondOfDay / 60 % 60);
        AddInt(methods, "Second", static time => time.SecondOfDay % 60);
        AddInt(methods, "Nanosecond", static time => time.Nanoseconds);
        methods
            .Add("Month", [], static (_, args) => NamedNumber.Month(TimeValue.Of(args[0]).Date.Month))
            .Add("Weekday", [], static (_, args) => NamedNumber.Weekday(TimeValue.Of(args[0]).Weekday));
    }

    private static void AddEpochs(FunctionRegistry methods)
    {
        AddEpoch(methods, "Unix", 1);
        AddEpoch(methods, "UnixMilli", 1_000);
        AddEpoch(methods, "UnixMicro", 1_000_000);
        AddEpoch(methods, "UnixNano", GoDuration.Second);
    }

    private static void AddComparisons(FunctionRegistry methods)
    {
        methods.Add("IsZero", [], static (_, args) => Value.FromBool(TimeValue.Of(args[0]).Since(GoTime.Zero) == 0));
        methods.Add("Before", [TimeValue.Parameter], static (_, args) => Value.FromBool(Compare(args) < 0));
        methods.Add("After", [TimeValue.Parameter], static (_, args) => Value.FromBool(Compare(args) > 0));
        methods.Add("Equal", [TimeValue.Parameter], static (_, args) => Value.FromBool(Compare(args) == 0));
        methods.Add("Compare", [TimeValue.Parameter], static (_, args) => Value.FromInt(Math.Sign(Compare(args))));
    }

    private static void AddInt(FunctionRegistry methods, string name, Func<GoTime, long> get) =>
        methods.Add(name, [], (_, args) => Value.FromInt(get(TimeValue.Of(args[0]))));

    private static void AddEpoch(FunctionRegistry methods, string name, long perSecond) =>
        methods.Add(name, [], (_, args) =>
        {
            var time = TimeValue.Of(args[0]);
            var fraction = time.Nanoseconds / (GoDuration.Second / perSecond);
            return Value.FromInt64(unchecked((time.UnixSeconds * perSecond) + fraction));
        });

    private static int Compare(ReadOnlySpan<Value> args)
    {
        var (left, right) = (TimeValue.Of(args[0]), TimeValue.Of(args[1]));
        return (left.UnixSeconds, left.Nanoseconds).CompareTo((right.UnixSeconds, right.Nanoseconds));
    }

    /// <summary>Adds years, months and days; a day that the month does not have runs over into the next one.</summary>
    private static GoTime AddDate(ReadOnlySpan<Value> args)
    {
        const long Bound = 1_000_000;
        var time = TimeValue.Of(args[0]);
        foreach (var part in args[1..])
        {
            if (Int128.Abs(part.AsInt) > Bound * 400) throw new FunctionException("date out of range");
        }

        var date = time.Date;
        var months = (date.Month - 1) + args[2].AsInt;
        var carry = (long)Math.Floor(months / 12.0);
        var first = new CivilDate(date.Year + args[1].AsInt + carry, (int)(months - (carry * 12)) + 1, 1);
        var day = CivilDate.FromUnixDays(first.ToUnixDays() + date.Day - 1 + args[3].AsInt);
        return GoTime.FromCivil(day, time.SecondOfDay, time.Nanoseconds, time.Zone);
    }
}

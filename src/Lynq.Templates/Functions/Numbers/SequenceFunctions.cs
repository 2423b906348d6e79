using System.Globalization;
using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Numbers;

/// <summary>Functions that count.</summary>
internal static class SequenceFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        functions
            .Add("until", [Types.Int], static (context, args) => List(Count(context, 0, args[0].AsInt, args[0].AsInt < 0 ? -1 : 1)))
            .Add("untilStep", [Types.Int, Types.Int, Types.Int], static (context, args) =>
                List(Count(context, args[0].AsInt, args[1].AsInt, args[2].AsInt)))
            .AddVariadic("seq", [], Types.Int, static (context, args) => Value.FromString(Sequence(context, args)));
    }

    private static Value List(long[] numbers) =>
        Value.FromList(new ListValue(ListType.Int, Array.ConvertAll(numbers, Value.FromInt)));

    /// <summary>The numbers from a start up to but not including a stop; none when the step leads away from it.</summary>
    private static long[] Count(RenderContext context, long start, long stop, long step)
    {
        var distance = (Int128)stop - start;
        if (step == 0 || distance == 0 || Int128.Sign(distance) != Math.Sign(step)) return [];
        var count = ((Int128.Abs(distance) - 1) / Int128.Abs(step)) + 1;
        context.ReserveElements((long)Int128.Min(count, long.MaxValue));
        var numbers = new long[(int)count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = start + (i * step);
        return numbers;
    }

    /// <summary>The numbers of the shell's <c>seq</c> with both ends included, separated by spaces.</summary>
    private static string Sequence(RenderContext context, ReadOnlySpan<Value> args)
    {
        if (args.Length is 0 or > 3) return "";
        var start = args.Length == 1 ? 1 : args[0].AsInt;
        var end = args[^1].AsInt;
        var direction = end < start ? -1 : 1;
        var step = args.Length == 3 ? args[1].AsInt : direction;
        if (direction < 0 && step > 0) return "";
        var text = new StringBuilder();
        foreach (var number in Count(context, start, unchecked(end + direction), step))
        {
            if (text.Length > 0) text.Append(' ');
            text.Append(number.ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}

using Lynq.Templates.Formatting;
using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary><c>range</c> over a list, a map in the order of its keys, or an integer.</summary>
/// <param name="source">What is ranged over.</param>
/// <param name="variables">The loop's variables, or null; with two the first is the index.</param>
/// <param name="body">What runs each round.</param>
/// <param name="otherwise">What runs if there is no round, or null.</param>
internal sealed class RangeNode(Expression source, AssignExpression? variables, Node body, Node? otherwise) : Node
{
    /// <inheritdoc />
    public override Flow Execute(RenderContext context)
    {
        context.RequireStack(source);
        var value = source.Evaluate(context);
        var (dot, wasInterface) = (context.Dot, context.DotIsInterface);
        var ran = value.Kind switch
        {
            ValueKind.List => OverList(context, value.AsList),
            ValueKind.Map => OverMap(context, value.AsMap),
            ValueKind.Nil => false,
            _ when value.IsInteger => OverInteger(context, value),
            ValueKind.Object when value.AsObject.Number is { } number => OverInteger(context, Value.FromInt64(number)),
            _ => throw context.Failure(source, $"range can't iterate over {ValuePrinter.Print(value)}"),
        };
        (context.Dot, context.DotIsInterface) = (dot, wasInterface);
        return ran || otherwise is null ? Flow.Next : otherwise.Execute(context);
    }

    private bool OverList(RenderContext context, ListValue list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (Round(context, Value.FromInt(i), list[i]) == Flow.Break)
            {
                break;
            }
        }

        return list.Count > 0;
    }

    private bool OverMap(RenderContext context, MapValue map)
    {
        var keys = map.SortedKeys();
        foreach (var key in keys)
        {
            // A round may have removed entries that are still to come; Go took the values beforehand.
            if (Round(context, Value.FromString(key), map.TryGet(key, out var value) ? value : default) == Flow.Break)
            {
                break;
            }
        }

        return keys.Length > 0;
    }

    private bool OverInteger(RenderContext context, in Value count)
    {
        if (variables?.Slots.Length > 1)
        {
            throw context.Failure(source, $"can't use {ValuePrinter.Print(count)} to iterate over more than one variable");
        }

        for (long i = 0; i < count.AsInt; i++)
        {
            if (Round(context, default, count.WithInteger(i)) == Flow.Break)
            {
                break;
            }
        }

        return count.AsInt > 0;
    }

    private Flow Round(RenderContext context, in Value index, in Value element)
    {
        context.Step(source);
        if (variables is not null)
        {
            if (variables.Slots.Length > 1)
            {
                variables.Set(context, 0, index);
            }

            variables.Set(context, variables.Slots.Length - 1, element);
        }

        (context.Dot, context.DotIsInterface) = (element, true);
        return body.Execute(context);
    }
}

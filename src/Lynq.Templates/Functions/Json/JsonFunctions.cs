using Lynq.Templates.Execution;
using Lynq.Templates.Values;
using Types = Lynq.Templates.Functions.ParameterType;

namespace Lynq.Templates.Functions.Json;

/// <summary>Functions that write and read JSON.</summary>
internal static class JsonFunctions
{
    /// <summary>Adds them.</summary>
    public static void Register(FunctionRegistry functions)
    {
        AddWriter(functions, "toJson", indent: false, escapeHtml: true, strict: false);
        AddWriter(functions, "mustToJson", indent: false, escapeHtml: true, strict: true);
        AddWriter(functions, "toPrettyJson", indent: true, escapeHtml: true, strict: false);
        AddWriter(functions, "mustToPrettyJson", indent: true, escapeHtml: true, strict: true);
        AddWriter(functions, "toRawJson", indent: false, escapeHtml: false, strict: true);
        AddWriter(functions, "mustToRawJson", indent: false, escapeHtml: false, strict: true);
        functions
            .Add("fromJson", [Types.String], FromJson)
            .Add("mustFromJson", [Types.String], MustFromJson);
    }

    /// <summary>What JSON cannot hold is an error for strict functions, for the others the empty string.</summary>
    private static void AddWriter(FunctionRegistry functions, string name, bool indent, bool escapeHtml, bool strict) =>
        functions.Add(name, [Types.Any], (context, args) =>
        {
            var text = new GoJsonWriter(context, indent, escapeHtml).Write(args[0], out var error);
            return error is not null && strict ? throw new FunctionException(error) : Value.FromString(text ?? "");
        });

    /// <summary>Lynq's own: bad JSON gives an empty map (contract §4.4).</summary>
    private static Value FromJson(RenderContext context, ReadOnlySpan<Value> args)
    {
        try
        {
            return Read(context, args[0].AsString);
        }
        catch (FormatException)
        {
            return Value.FromMap(new MapValue(MapType.Any));
        }
    }

    private static Value MustFromJson(RenderContext context, ReadOnlySpan<Value> args)
    {
        try
        {
            return Read(context, args[0].AsString);
        }
        catch (FormatException invalid)
        {
            throw new FunctionException(invalid.Message);
        }
    }

    private static Value Read(RenderContext context, string text)
    {
        context.Work(text.Length);

        // Every element but one of a list or map has a comma before it.
        context.ReserveElements(text.AsSpan().Count(','));
        return GoJsonReader.Read(text);
    }
}

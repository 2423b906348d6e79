using Lynq.Templates.Functions;
using Lynq.Templates.Parsing;
using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>A constant.</summary>
internal sealed class LiteralExpression : Expression
{
    private readonly Value _value;
    private readonly NumberLiteral? _number;

    /// <summary>A string or boolean, or an argument whose type is settled.</summary>
    public LiteralExpression(int start, int end, Value value)
        : base(start, end) => _value = value;

    /// <summary>A number.</summary>
    public LiteralExpression(int start, int end, NumberLiteral number)
        : base(start, end)
    {
        _number = number;
        _value = number.Ideal;
    }

    /// <inheritdoc />
    public override Value Evaluate(RenderContext context) =>
        _value.IsNil ? throw context.Failure(this, $"{_number!.Text} overflows int") : _value;

    /// <summary>The constant as an argument for a parameter: a constant of the right type, or what fails when it is reached.</summary>
    public Expression For(ParameterType parameter, SourceText source)
    {
        var text = source.Excerpt(Start, End);
        Value? value = parameter.Form switch
        {
            ParameterForm.Any => _value,
            ParameterForm.String => Keep(ValueKind.String),
            ParameterForm.Bool => Keep(ValueKind.Bool),
            ParameterForm.Integer => _number?.Integer is { } integer ? OfType(parameter, integer) : null,
            ParameterForm.Unsigned => _number?.Unsigned is { } unsigned ? Value.FromInt64((long)unchecked((uint)unsigned)) : null,
            ParameterForm.Float => _number?.Float is { } number ? Value.FromFloat(number) : null,
            _ => null,
        };

        if (value is { } found)
        {
            return parameter.Form == ParameterForm.Any ? this : new LiteralExpression(Start, End, found);
        }

        return new FailingExpression(Start, End, parameter.Form switch
        {
            ParameterForm.String => $"expected string; found {text}",
            ParameterForm.Bool => $"expected bool; found {text}",
            ParameterForm.Integer => $"expected integer; found {text}",
            ParameterForm.Unsigned => $"expected unsigned integer; found {text}",
            ParameterForm.Float => $"expected float; found {text}",
            _ => $"can't handle {text} for arg of type {parameter.GoName}",
        });
    }

    private static Value OfType(ParameterType parameter, long integer) =>
        parameter == ParameterType.Int64 ? Value.FromInt64(integer)
        : parameter == ParameterType.Int32 ? Value.FromInt32(unchecked((int)integer))
        : Value.FromInt(integer);

    private Value? Keep(ValueKind kind) => _value.Kind == kind ? _value : null;
}

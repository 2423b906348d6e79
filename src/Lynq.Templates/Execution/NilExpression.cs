using Lynq.Templates.Functions;
using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>The word <c>nil</c>, which may only be an argument.</summary>
internal sealed class NilExpression(int start, int end) : Expression(start, end)
{
    /// <inheritdoc />
    public override Value Evaluate(RenderContext context) => Value.Nil;

    /// <summary>Nil as an argument for a parameter, or what fails when it is reached.</summary>
    public Expression For(ParameterType parameter) => parameter.Form switch
    {
        ParameterForm.Any => this,
        ParameterForm.Map => new LiteralExpression(Start, End, Value.FromMap(MapValue.NilMap())),
        ParameterForm.List => new LiteralExpression(Start, End, Value.FromList(ListValue.NilList)),
        _ => new FailingExpression(Start, End, $"cannot assign nil to {parameter.GoName}"),
    };
}

using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>
/// A top-level variable where contract §4.3 lets an unmapped one count as empty: the direct input of <c>default</c> and its
/// kin, and of conditions. Keys of other maps stay strict.
/// </summary>
/// <param name="inner">The variable.</param>
/// <param name="name">Its name.</param>
/// <param name="empty">What it counts as.</param>
internal sealed class TolerantExpression(Expression inner, string name, Value empty) : Expression(inner.Start, inner.End)
{
    /// <inheritdoc />
    public override bool GivesInterface => true;

    /// <summary>Makes an expression tolerant if it is a plain top-level variable, maybe in parentheses; else returns it as it is.</summary>
    public static Expression Wrap(Expression expression, in Value empty) => expression switch
    {
        FieldExpression field => new TolerantExpression(field, field.Name, empty),
        MemberExpression { Receiver: VariableExpression { IsRoot: true }, Names: [var name], Arguments: [], Final: null } =>
            new TolerantExpression(expression, name, empty),
        PipelineExpression pipeline => Wrap(pipeline.Inner, empty) is TolerantExpression tolerant ? tolerant : expression,
        _ => expression,
    };

    /// <inheritdoc />
    public override Value Evaluate(RenderContext context)
    {
        var receiver = inner is MemberExpression member ? member.Receiver.Evaluate(context) : context.Dot;
        var isUnmapped = receiver.Kind == ValueKind.Map && receiver.AsMap.Type == MapType.Variables && !receiver.AsMap.ContainsKey(name);
        return isUnmapped ? empty : inner.Evaluate(context);
    }
}

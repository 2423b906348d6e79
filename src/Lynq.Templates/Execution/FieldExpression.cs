using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>The most frequent expression of all: a single field of the dot, such as <c>.uid</c>.</summary>
/// <param name="start">Where it begins.</param>
/// <param name="end">Where it ends.</param>
/// <param name="name">The field's name.</param>
internal sealed class FieldExpression(int start, int end, string name) : Expression(start, end)
{
    /// <inheritdoc />
    public override bool GivesInterface => true;

    /// <summary>The field's name.</summary>
    public string Name => name;

    /// <inheritdoc />
    public override Value Evaluate(RenderContext context)
    {
        ref readonly var dot = ref context.Dot;
        return dot.Kind == ValueKind.Map && dot.AsMap.TryGet(name, out var value)
            ? value
            : context.Member(dot, name, this, context.DotIsInterface);
    }
}

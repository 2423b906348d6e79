using Lynq.Templates.Execution;
using Lynq.Templates.Functions;
using Lynq.Templates.Values;

namespace Lynq.Templates.Parsing;

/// <summary>A function's name where an operand stands; it is bound to its arguments when the command is complete.</summary>
internal sealed class FunctionReference(int start, int end, FunctionDefinition function) : Expression(start, end)
{
    /// <summary>The function.</summary>
    public FunctionDefinition Definition => function;

    /// <inheritdoc />
    public override Value Evaluate(RenderContext context) =>
        throw new InvalidOperationException($"the function {function.Name} was not bound to its arguments");
}

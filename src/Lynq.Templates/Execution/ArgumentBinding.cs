using Lynq.Templates.Functions;
using Lynq.Templates.Parsing;

namespace Lynq.Templates.Execution;

/// <summary>Fits constants to the parameters they are passed to, once, when the template is compiled.</summary>
internal static class ArgumentBinding
{
    /// <summary>The argument as it is evaluated for a parameter.</summary>
    public static Expression Bind(Expression argument, ParameterType parameter, SourceText source) => argument switch
    {
        LiteralExpression literal => literal.For(parameter, source),
        NilExpression nil => nil.For(parameter),
        _ => argument,
    };
}

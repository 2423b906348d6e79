namespace Lynq.Templates.Execution;

/// <summary><c>template</c> and <c>block</c>: runs another template.</summary>
/// <param name="name">Its name.</param>
/// <param name="argument">Its dot, or null.</param>
/// <param name="place">The action.</param>
internal sealed class TemplateNode(string name, Expression? argument, Expression place) : Node
{
    /// <summary>The template's name.</summary>
    public string Name => name;

    /// <summary>The template, once all are known; null if none has the name.</summary>
    public DefinedTemplate? Target { get; set; }

    /// <inheritdoc />
    public override Flow Execute(RenderContext context)
    {
        if (Target is null)
        {
            throw context.Failure(place, $"template \"{name}\" not defined");
        }

        context.Step(place);
        context.Run(Target, argument?.Evaluate(context) ?? default, place);
        return Flow.Next;
    }
}

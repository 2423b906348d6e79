namespace Lynq.Templates.Execution;

/// <summary>Text outside actions.</summary>
/// <param name="text">The text.</param>
/// <param name="place">Where it is, for errors.</param>
internal sealed class TextNode(string text, Expression place) : Node
{
    private readonly bool _isBlank = string.IsNullOrWhiteSpace(text);

    /// <summary>Whether it is only white space.</summary>
    public bool IsBlank => _isBlank;

    /// <inheritdoc />
    public override Flow Execute(RenderContext context)
    {
        if (!context.Output.Append(text, _isBlank))
        {
            throw context.OutputFull(place);
        }

        return Flow.Next;
    }
}

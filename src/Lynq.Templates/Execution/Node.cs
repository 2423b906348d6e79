namespace Lynq.Templates.Execution;

/// <summary>A part of a template that does something: prints, decides, repeats.</summary>
internal abstract class Node
{
    /// <summary>Runs it and says how to go on.</summary>
    /// <exception cref="TemplateException">It fails.</exception>
    public abstract Flow Execute(RenderContext context);
}

using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>A part of an action that has a value, ready to run.</summary>
/// <param name="start">Where it begins in the text.</param>
/// <param name="end">Where it ends.</param>
internal abstract class Expression(int start, int end)
{
    /// <summary>Where it begins in the text.</summary>
    public int Start => start;

    /// <summary>Where it ends.</summary>
    public int End => end;

    /// <summary>
    /// Whether its nil is Go's nil interface (a field, an element) rather than no value at all (the end of a pipeline):
    /// the two fail with different words.
    /// </summary>
    public virtual bool GivesInterface => false;

    /// <summary>Computes the value.</summary>
    /// <exception cref="TemplateException">It cannot be computed.</exception>
    public abstract Value Evaluate(RenderContext context);
}

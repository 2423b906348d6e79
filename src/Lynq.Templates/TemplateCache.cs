using System.Collections.Concurrent;

namespace Lynq.Templates;

/// <summary>
/// Parsed templates by text, so that a form's strings are parsed once for all rows. Thread-safe; bounded: when it is full it
/// starts afresh, which costs one parse per template in use and needs no bookkeeping on each hit.
/// </summary>
/// <param name="capacity">The most templates it keeps, at least 1.</param>
public sealed class TemplateCache(int capacity = 4096)
{
    private readonly int _capacity = capacity > 0 ? capacity : throw new ArgumentOutOfRangeException(nameof(capacity));
    private readonly ConcurrentDictionary<string, Template> _templates = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The number of templates kept.</summary>
    public int Count => _templates.Count;

    /// <summary>The template of a text, parsed now if it is not kept yet. Texts without <c>{{</c> are not kept.</summary>
    /// <exception cref="TemplateSyntaxException">The text is not a template.</exception>
    public Template Get(string text)
    {
        if (_templates.TryGetValue(text, out var known))
        {
            return known;
        }

        var template = Template.Parse(text);
        if (template.IsConstant)
        {
            return template;
        }

        if (Interlocked.Increment(ref _count) > _capacity)
        {
            _templates.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        return _templates.GetOrAdd(text, template);
    }
}

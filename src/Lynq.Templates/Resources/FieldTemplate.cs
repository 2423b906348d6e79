using Lynq.Templates.Values;

namespace Lynq.Templates.Resources;

/// <summary>A template in a field: its errors name the field.</summary>
/// <param name="path">The field's path.</param>
/// <param name="template">The template.</param>
internal sealed class FieldTemplate(string path, Template template)
{
    /// <summary>The template.</summary>
    public Template Template => template;

    /// <summary>Parses a field.</summary>
    /// <exception cref="ResourceRenderException">It is not a template.</exception>
    public static FieldTemplate Compile(string path, string text, TemplateCache cache)
    {
        try
        {
            return new(path, cache.Get(text));
        }
        catch (TemplateSyntaxException e)
        {
            throw new ResourceRenderException(path, e);
        }
    }

    /// <summary>Renders the field.</summary>
    /// <exception cref="ResourceRenderException">It fails.</exception>
    public TemplateResult Render(in RowRender row)
    {
        try
        {
            return template.Render(row.Variables, row.Options);
        }
        catch (TemplateException e)
        {
            throw new ResourceRenderException(path, e);
        }
    }

    /// <summary>
    /// Renders the field as text that JSON can hold: bytes that are no UTF-8 become U+FFFD.
    /// </summary>
    /// <exception cref="ResourceRenderException">It fails.</exception>
    public string RenderText(in RowRender row) => GoText.ReplaceInvalid(Render(row).Text);
}

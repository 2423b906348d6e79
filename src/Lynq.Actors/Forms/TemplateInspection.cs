using Lynq.Crds.Validation;
using Lynq.Templates;

namespace Lynq.Actors.Forms;

/// <summary>Lets the rules for forms look at templates without knowing their language.</summary>
public static class TemplateInspection
{
    /// <summary>An inspector over a cache of parsed templates.</summary>
    public static TemplateInspector Over(TemplateCache cache) => text => Inspect(cache, text);

    private static TemplateFacts Inspect(TemplateCache cache, string text)
    {
        if (!Template.IsTemplate(text))
        {
            return TemplateFacts.Plain;
        }

        try
        {
            var template = cache.Get(text);
            return new TemplateFacts { Variables = template.Variables, VolatileFunctions = template.NonDeterministicFunctions };
        }
        catch (TemplateSyntaxException error)
        {
            return new TemplateFacts { Error = error.Message };
        }
    }
}

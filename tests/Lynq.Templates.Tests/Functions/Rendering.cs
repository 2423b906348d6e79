using Shouldly;

namespace Lynq.Templates.Tests.Functions;

/// <summary>Renders templates without variables.</summary>
internal static class Rendering
{
    public static string Render(string template) => Template.Parse(template).Render(new Dictionary<string, object?>(StringComparer.Ordinal)).Text;

    public static void ShouldFail(string template, string message) =>
        Should.Throw<TemplateException>(() => Render(template)).Message.ShouldContain(message);
}

using System.Buffers;
using System.Text.Json;
using Lynq.Benchmarks.Reporting;
using Lynq.Templates;
using Lynq.Templates.Resources;

namespace Lynq.Benchmarks.Templates;

/// <summary>Speed and allocation of rendering a resource, beside Go's own engine on the same strings.</summary>
internal static class TemplateBenchmark
{
    /// <summary>Measures everything, hostile rows included.</summary>
    public static async Task RunAsync(Report report)
    {
        var templates = SampleResource.Texts.Select(Template.Parse).ToArray();
        var row = new TemplateVariables(SampleResource.Row);
        var outputs = new string[templates.Length];
        var strings = Measurement.Of(() =>
        {
            for (var i = 0; i < templates.Length; i++)
            {
                outputs[i] = templates[i].Render(row).Text;
            }
        });
        Add(report, "40 strings, 10 templates", strings);
        MeasureTrees(report, row);
        await CompareWithGoAsync(report, strings, outputs);
        report.Add(new Figure("templates", "hostile rows bounded", HostileRows.Run() ? 1 : 0) { Limit = Limit.AtLeast(1) });
    }

    private static void MeasureTrees(Report report, TemplateVariables row)
    {
        var tree = JsonTemplate.Compile(SampleResource.Tree, "spec", new TemplateCache());
        Add(report, "the same as a JSON tree", Measurement.Of(() => tree.Render(row)));
        var bytes = new ArrayBufferWriter<byte>(16 * 1024);
        using var writer = new Utf8JsonWriter(bytes);
        Add(report, "the same as UTF-8 JSON", Measurement.Of(() =>
        {
            bytes.ResetWrittenCount();
            writer.Reset(bytes);
            tree.Write(writer, row);
            writer.Flush();
        }));
        Add(report, "a row made ready", Measurement.Of(() => _ = new TemplateVariables(SampleResource.Row)));
    }

    private static async Task CompareWithGoAsync(Report report, Measurement ours, string[] outputs)
    {
        if (await GoProgram.RunAsync() is not { } go)
        {
            Report.Progress("Go is not installed: no comparison");
            return;
        }

        Add(report, "Go's text/template", new Measurement(go.Nanoseconds, go.Bytes));
        report.Add(new Figure("templates", "speed beside Go's text/template", go.Nanoseconds / ours.Nanoseconds) { Limit = Limit.AtLeast(2) });
        report.Add(new Figure("templates", "allocation beside Go's", ours.Bytes / go.Bytes) { Limit = Limit.AtMost(0.5) });
        report.Add(new Figure("templates", "same output as Go's", go.Outputs.SequenceEqual(outputs, StringComparer.Ordinal) ? 1 : 0) { Limit = Limit.AtLeast(1) });
    }

    private static void Add(Report report, string what, Measurement measured) =>
        report.Add(new Figure("templates", what, measured.Nanoseconds / 1000, "us") { Note = $"{measured.Bytes:F0} bytes" });
}

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Lynq.Templates;
using Lynq.Templates.Resources;

namespace Lynq.Benchmarks.Templates;

/// <summary>Speed and allocation of rendering a resource, beside Go's own engine on the same strings.</summary>
internal static class TemplateBenchmark
{
    /// <summary>Runs everything; 0 when all promises are kept.</summary>
    public static int Run()
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
        Print("40 strings, 10 templates", strings);
        MeasureTrees(row);
        return (CompareWithGo(strings, outputs) & HostileRows.Run()) ? 0 : 1;
    }

    private static void MeasureTrees(TemplateVariables row)
    {
        var tree = JsonTemplate.Compile(SampleResource.Tree, "spec", new TemplateCache());
        Print("the same as a JSON tree", Measurement.Of(() => tree.Render(row)));
        var bytes = new ArrayBufferWriter<byte>(16 * 1024);
        using var writer = new Utf8JsonWriter(bytes);
        Print("the same as UTF-8 JSON", Measurement.Of(() =>
        {
            bytes.ResetWrittenCount();
            writer.Reset(bytes);
            tree.Write(writer, row);
            writer.Flush();
        }));
        Print("a row made ready", Measurement.Of(() => _ = new TemplateVariables(SampleResource.Row)));
    }

    private static bool CompareWithGo(Measurement ours, string[] outputs)
    {
        if (GoProgram.Run() is not { } go)
        {
            Console.WriteLine("Go is not installed: no comparison");
            return true;
        }

        Print("Go's text/template", new Measurement(go.Nanoseconds, go.Bytes));
        var same = go.Outputs.SequenceEqual(outputs, StringComparer.Ordinal);
        var speed = go.Nanoseconds / ours.Nanoseconds;
        var allocation = ours.Bytes / go.Bytes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"speed {speed:F2} x Go (promised 2), allocation {allocation:P0} of Go's (promised 50 %), same output: {same}"));
        return same && speed >= 2 && allocation <= 0.5;
    }

    private static void Print(string what, Measurement measured) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-28} {measured.Nanoseconds,10:F0} ns {measured.Bytes,10:F0} bytes"));
}

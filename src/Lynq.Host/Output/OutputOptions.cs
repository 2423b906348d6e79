using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Crds.Schema;

namespace Lynq.Host.Output;

/// <summary>How results are printed.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>For programs and kubectl.</summary>
    Yaml,
}

/// <summary>The <c>-o</c> option and what it does.</summary>
internal sealed class OutputOptions
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Option<string> _format;
    private readonly string _usual;

    private OutputOptions(string usual, string[] formats)
    {
        _usual = usual;
        _format = new("--output", "-o")
        {
            Description = $"{string.Join(", ", formats[..^1])} or {formats[^1]}",
            DefaultValueFactory = _ => usual,
            HelpName = "format",
        };
        _format.AcceptOnlyFromAmong(formats);
    }

    /// <summary>Gives a command the option, with tables as the usual format.</summary>
    public static OutputOptions AddTo(Command command) => Add(command, new("table", ["table", "json", "yaml"]));

    /// <summary>Gives a command that prints objects the option, with YAML as the usual format.</summary>
    public static OutputOptions AddObjectsTo(Command command) => Add(command, new("yaml", ["yaml", "json"]));

    /// <summary>The format that was asked for.</summary>
    public OutputFormat Of(ParseResult result) => Enum.Parse<OutputFormat>(result.GetValue(_format) ?? _usual, ignoreCase: true);

    /// <summary>Writes a tree as JSON or YAML.</summary>
    public static Task WriteAsync(TextWriter output, OutputFormat format, JsonNode tree, CancellationToken stop) =>
        output.WriteAsync((format == OutputFormat.Json ? tree.ToJsonString(Readable) + "\n" : YamlText.Write(tree)).AsMemory(), stop);

    private static OutputOptions Add(Command command, OutputOptions options)
    {
        command.Add(options._format);
        return options;
    }
}

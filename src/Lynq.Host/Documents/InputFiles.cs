using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Host.Documents;

/// <summary>The <c>-f</c> option of commands that take manifests: files, folders, standard input.</summary>
internal sealed class InputFiles
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    private readonly Option<string[]> _names = new("--filename", "-f")
    {
        Description = "A file, a folder (its .yaml, .yml and .json files, folders within it included), or - for standard input. Can be given several times.",
        Required = true,
        HelpName = "file",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Gives a command the option.</summary>
    public static InputFiles AddTo(Command command)
    {
        var files = new InputFiles();
        command.Add(files._names);
        return files;
    }

    /// <summary>Reads everything that was named; lists are taken apart, empty documents left out.</summary>
    /// <exception cref="UserException">A file is missing, no YAML, or holds something else than objects.</exception>
    public IReadOnlyList<InputDocument> Read(ParseResult result)
    {
        var names = result.GetRequiredValue(_names);
        var documents = names.SelectMany(Paths).SelectMany(ReadFile).ToList();
        return documents.Count > 0 ? documents : throw new UserException($"{string.Join(", ", names)}: no Kubernetes object in there");
    }

    private static IEnumerable<string> Paths(string name)
    {
        if (name == "-" || File.Exists(name))
            return [name];
        if (!Directory.Exists(name))
            throw new UserException($"{name}: no such file or folder");
        var files = Directory.EnumerateFiles(name, "*", SearchOption.AllDirectories)
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0 ? files : throw new UserException($"{name}: no .yaml, .yml or .json file in this folder");
    }

    private static List<InputDocument> ReadFile(string path)
    {
        using var text = path == "-" ? Console.In : new StreamReader(path);
        var origin = path == "-" ? "standard input" : path;
        return [.. YamlReader.Read(text, origin).Where(document => document is not null).SelectMany(document => Objects(origin, document!))];
    }

    private static IEnumerable<InputDocument> Objects(string origin, JsonNode document)
    {
        if (document is not JsonObject whole)
            throw new UserException($"{origin}: a document in it is no object with apiVersion and kind");
        if (whole["items"] is JsonArray items && (string?)whole["kind"] is { } kind && kind.EndsWith("List", StringComparison.Ordinal))
            return items.OfType<JsonObject>().SelectMany(item => Objects(origin, item));
        return [new InputDocument(origin, JsonSerializer.SerializeToElement(whole, Admission.HostJson.Default.JsonObject))];
    }
}

namespace Lynq.Kubernetes.Configuration;

/// <summary>Reads what a kubeconfig's fields refer to, relative to the file, and complains with file, context and field.</summary>
internal sealed class FieldReader(string file, string context)
{
    /// <summary>The content of a file, or of its twin <c>…-data</c>, which wins; null when neither is set.</summary>
    public byte[]? Bytes(string field, string? path, string? data)
    {
        if (!string.IsNullOrEmpty(data))
            return Decode(field + "-data", data);
        if (string.IsNullOrEmpty(path))
            return null;
        try
        {
            return File.ReadAllBytes(Path(field, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(field, e.Message);
        }
    }

    /// <summary>A path as meant from the kubeconfig's folder.</summary>
    public string Path(string field, string path)
    {
        var full = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file) ?? "", path);
        return File.Exists(full) ? full : throw Wrong(field, $"the file {full} does not exist");
    }

    /// <summary>A command as meant from the kubeconfig's folder: only with a slash in it is it a path.</summary>
    public string Command(string command) =>
        command.Contains('/', StringComparison.Ordinal) ? System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file) ?? "", command) : command;

    public ConfigurationException Wrong(string field, string what) => new($"kubeconfig {file}, context {context}, field {field}: {what}");

    private byte[] Decode(string field, string data)
    {
        try
        {
            return Convert.FromBase64String(data);
        }
        catch (FormatException)
        {
            throw Wrong(field, "it is no base64 text");
        }
    }
}

namespace Lynq.Actors.Identities;

/// <summary>Takes <c>namespace/name</c> apart: neither part can contain a slash in Kubernetes.</summary>
internal static class KeyText
{
    public static (string Namespace, string Name) Split(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? throw new FormatException($"\"{text}\" is not a key of the form namespace/name.")
            : (text[..slash], text[(slash + 1)..]);
    }
}

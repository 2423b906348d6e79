namespace Lynq.Actors.Node.Sharing;

/// <summary>
/// One copy of a text that thousands of nodes repeat: namespaces, names of hubs and forms, ids of resources, reasons. What is
/// read from JSON would otherwise be a string of its own for each object that carries it.
/// </summary>
internal static class SharedText
{
    private const int Limit = 5000;
    private const int Longest = 256;

    private static readonly SharedValues<string> Texts = new(Limit, StringComparer.Ordinal);

    /// <summary>The shared copy; the text itself when it is so long that it is hardly repeated.</summary>
    public static string Of(string text) => text.Length switch
    {
        0 => "",
        > Longest => text,
        _ => Texts.Of(text),
    };
}

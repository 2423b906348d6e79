using System.Collections.Concurrent;

namespace Lynq.Actors.Node;

/// <summary>
/// One copy of a text that thousands of nodes repeat: namespaces, names of hubs and forms, ids of resources, reasons. What is
/// read from JSON would otherwise be a string of its own for each object that carries it.
/// </summary>
internal static class SharedText
{
    // What differs from node to node must not gather here: beyond these bounds texts are simply not shared.
    private const int Limit = 5000;
    private const int Longest = 256;

    // The dictionary's own count takes all its locks.
    private static int _count;

    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    public static string Of(string text)
    {
        if (text.Length is 0 or > Longest) return text;
        if (Texts.TryGetValue(text, out var known)) return known;
        if (Volatile.Read(ref _count) >= Limit) return text;
        if (Texts.TryAdd(text, text)) Interlocked.Increment(ref _count);
        return Texts.GetValueOrDefault(text, text);
    }
}

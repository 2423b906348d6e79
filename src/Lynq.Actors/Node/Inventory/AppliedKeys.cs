using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Inventory;

/// <summary>
/// Reads <c>status.appliedResources</c> in all spellings that the original operator has left (contract §8.1):
/// <c>Kind/namespace/name@id</c>, <c>Kind/name@id</c>, with a raw template in the middle, and with no name.
/// </summary>
internal static class AppliedKeys
{
    /// <summary>The entry of a key, or null when it is none of these. Templates leave namespace or name empty: they do not tell the object.</summary>
    public static InventoryEntry? Parse(string key)
    {
        var at = key.LastIndexOf('@');
        var first = key.IndexOf('/', StringComparison.Ordinal);
        if (at < 0 || first <= 0 || first > at || at == key.Length - 1) return null;
        var kind = new GroupVersionKind("", "", key[..first]);
        var id = key[(at + 1)..];
        var rest = key[(first + 1)..at];
        var last = LastSlashOutsideTemplate(rest);
        var (ns, name) = last < 0 ? ("", rest) : (rest[..last], rest[(last + 1)..]);
        return new InventoryEntry(id, kind, Evaluated(ns), Evaluated(name), "");
    }

    private static string Evaluated(string part) => part.Contains("{{", StringComparison.Ordinal) ? "" : part;

    // A raw template may hold slashes of its own, for example in a replace call.
    private static int LastSlashOutsideTemplate(string text)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] == '}' && i > 0 && text[i - 1] == '}')
            {
                var open = text.LastIndexOf("{{", i, StringComparison.Ordinal);
                if (open < 0) return -1;
                i = open;
            }
            else if (text[i] == '/')
            {
                return i;
            }
        }

        return -1;
    }
}

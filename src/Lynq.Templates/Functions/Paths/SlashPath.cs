namespace Lynq.Templates.Functions.Paths;

/// <summary>Slash-separated paths as Go's <c>path</c> package sees them; no file is ever looked at.</summary>
internal static class SlashPath
{
    /// <summary>The shortest equivalent path: no empty, <c>.</c> or inner <c>..</c> elements.</summary>
    internal static string Clean(string path)
    {
        var rooted = path.StartsWith('/');
        var kept = new List<string>();
        foreach (var element in path.Split('/'))
        {
            switch (element)
            {
                case "" or ".":
                    break;
                case "..":
                    if (kept.Count > 0 && kept[^1] != "..") kept.RemoveAt(kept.Count - 1);
                    else if (!rooted) kept.Add(element);
                    break;
                default:
                    kept.Add(element);
                    break;
            }
        }

        var joined = string.Join('/', kept);
        if (rooted) return "/" + joined;
        return joined.Length == 0 ? "." : joined;
    }

    /// <summary>The last element; <c>.</c> for an empty path, <c>/</c> for one of slashes only.</summary>
    internal static string Base(string path)
    {
        if (path.Length == 0) return ".";
        var trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    /// <summary>Everything but the last element, cleaned.</summary>
    internal static string Dir(string path) => Clean(path[..(path.LastIndexOf('/') + 1)]);

    /// <summary>What follows the last dot of the last element, with the dot.</summary>
    internal static string Extension(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') ? path[dot..] : "";
    }
}

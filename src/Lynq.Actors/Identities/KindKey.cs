namespace Lynq.Actors.Identities;

/// <summary>Identifies a kind of resource in one version, as it is watched.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">API version, for example <c>v1</c>.</param>
/// <param name="Kind">Kind, for example <c>ConfigMap</c>.</param>
public readonly record struct KindKey(string Group, string Version, string Kind)
{
    /// <summary>The <c>apiVersion</c> of objects of this kind.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The key as <c>group/version/kind</c>; the core group leaves the first part empty.</summary>
    public override string ToString() => $"{Group}/{Version}/{Kind}";

    /// <summary>Reads a key written by <see cref="ToString"/>.</summary>
    /// <exception cref="FormatException">The text has not three parts.</exception>
    public static KindKey Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 3
            ? new KindKey(parts[0], parts[1], parts[2])
            : throw new FormatException($"\"{text}\" is not a kind of the form group/version/kind.");
    }

    /// <summary>The kind of an object with this <c>apiVersion</c> and <c>kind</c>.</summary>
    public static KindKey Of(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new KindKey(string.Empty, apiVersion, kind)
            : new KindKey(apiVersion[..slash], apiVersion[(slash + 1)..], kind);
    }
}

namespace Lynq.Sources;

/// <summary>A password and the version of the Secret it came from: a new version means a new pool (contract §5.1).</summary>
/// <param name="Password">Any characters at all; empty to connect without a password.</param>
/// <param name="Version">The Secret's resourceVersion, or any text that changes with it.</param>
public sealed record Credential(string Password, string Version)
{
    /// <summary>No password at all: what a hub without a <c>passwordRef</c> connects with.</summary>
    public static Credential None { get; } = new("", "");

    /// <summary>Picks the password out of a Secret's decoded data.</summary>
    /// <param name="secret">The Secret's name, for the error.</param>
    /// <param name="key">The key that must be there.</param>
    /// <param name="data">The decoded data, or null if there is no such Secret.</param>
    /// <param name="version">The Secret's resourceVersion.</param>
    /// <exception cref="SourceException"><see cref="SourceErrorKind.BadConfiguration"/>, naming Secret and key.</exception>
    public static Credential FromSecret(string secret, string key, IReadOnlyDictionary<string, string>? data, string version)
    {
        if (data is null)
            throw new SourceException(SourceErrorKind.BadConfiguration,
                $"Secret \"{secret}\" with the password under key \"{key}\" does not exist: create it in the hub's namespace or correct passwordRef");
        if (!data.TryGetValue(key, out var password))
            throw new SourceException(SourceErrorKind.BadConfiguration,
                $"Secret \"{secret}\" has no key \"{key}\": add the key or correct passwordRef.key");
        return new Credential(password, version);
    }

    /// <summary>The version alone: the password must not reach a log.</summary>
    public override string ToString() => $"credential version \"{Version}\"";
}

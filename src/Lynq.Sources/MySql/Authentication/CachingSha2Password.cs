using System.Security.Cryptography;

namespace Lynq.Sources.MySql;

/// <summary>
/// caching_sha2_password, the default of MySQL 8 and 9. The hash is enough while the server has the user in its cache;
/// if not, it wants the password itself: in clear over TLS, else encrypted with its RSA key.
/// </summary>
internal sealed class CachingSha2Password() : AuthPlugin(PluginName)
{
    public const string PluginName = "caching_sha2_password";
    private const byte RequestKey = 2;
    private const byte FastSuccess = 3;
    private const byte FullNeeded = 4;

    private bool _keyRequested;

    /// <inheritdoc/>
    public override byte[] Start(AuthChallenge challenge)
    {
        if (challenge.Password.Length == 0) return [];
        var answer = SHA256.HashData(challenge.PasswordBytes);
        var mask = SHA256.HashData([.. SHA256.HashData(answer), .. challenge.Nonce]);
        for (var i = 0; i < answer.Length; i++) answer[i] ^= mask[i];
        return answer;
    }

    /// <inheritdoc/>
    public override byte[]? Continue(AuthChallenge challenge, ReadOnlySpan<byte> data)
    {
        if (_keyRequested) return RsaPassword.Encrypt(challenge, data);
        if (data is [FastSuccess]) return null;
        if (data is not [FullNeeded]) throw new ProtocolViolationException("the server answers caching_sha2_password with nonsense");
        if (challenge.IsPrivate) return challenge.ClearPassword;
        _keyRequested = true;
        return [RequestKey];
    }
}

using System.Security.Cryptography;

namespace Lynq.Sources.MySql;

/// <summary>mysql_native_password: SHA-1 because the protocol says so; still the default of MariaDB.</summary>
internal sealed class NativePassword() : AuthPlugin(PluginName)
{
    public const string PluginName = "mysql_native_password";

    /// <inheritdoc/>
    public override byte[] Start(AuthChallenge challenge)
    {
        if (challenge.Password.Length == 0) return [];
#pragma warning disable CA5350 // the server's choice, not ours
        var once = SHA1.HashData(challenge.PasswordBytes);
        var answer = SHA1.HashData([.. challenge.Nonce, .. SHA1.HashData(once)]);
#pragma warning restore CA5350
        for (var i = 0; i < answer.Length; i++) answer[i] ^= once[i];
        return answer;
    }
}

namespace Lynq.Sources.MySql;

/// <summary>client_ed25519 of MariaDB: the nonce signed with a key that is made from the password.</summary>
internal sealed class Ed25519Password() : AuthPlugin(PluginName)
{
    public const string PluginName = "client_ed25519";

    /// <inheritdoc/>
    public override byte[] Start(AuthChallenge challenge) => Ed25519.Sign(challenge.PasswordBytes, challenge.Nonce);
}

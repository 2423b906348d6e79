using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Lynq.Crds;

/// <summary>Encryption of a database connection.</summary>
public sealed record TlsSettings : OpenRecord
{
    /// <summary>disabled: never. preferred: when the server offers it. required: always, without checking who answers. verify-ca: the certificate's issuer is checked. verify-full: the issuer and the host name are checked.</summary>
    [DefaultValue(HubDefaults.TlsMode)]
    [AllowedValues(TlsModes.Disabled, TlsModes.Preferred, TlsModes.Required, TlsModes.VerifyCa, TlsModes.VerifyFull)]
    public string? Mode { get; init; }

    /// <summary>The Secret key that holds the issuer's certificate in PEM form.</summary>
    public SecretKeyRef? CaSecretRef { get; init; }

    /// <summary>A Secret of type kubernetes.io/tls (keys tls.crt and tls.key) with the client's certificate.</summary>
    public SecretRef? ClientCertSecretRef { get; init; }
}

/// <summary>A Secret in the same namespace.</summary>
public sealed record SecretRef : OpenRecord
{
    /// <summary>Name of the Secret.</summary>
    [Required]
    public string Name { get; init => field = value ?? ""; } = "";
}

/// <summary>Values of <see cref="TlsSettings.Mode"/>.</summary>
public static class TlsModes
{
    /// <summary>No encryption.</summary>
    public const string Disabled = "disabled";

    /// <summary>Encryption when the server offers it, clear text otherwise.</summary>
    public const string Preferred = "preferred";

    /// <summary>Encryption always, any certificate.</summary>
    public const string Required = "required";

    /// <summary>Encryption with a certificate from a known issuer.</summary>
    public const string VerifyCa = "verify-ca";

    /// <summary>Encryption with a certificate from a known issuer for this host.</summary>
    public const string VerifyFull = "verify-full";
}

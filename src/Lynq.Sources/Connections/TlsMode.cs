namespace Lynq.Sources;

/// <summary>How much of TLS a connection asks for (contract §5.1).</summary>
public enum TlsMode
{
    /// <summary>TLS where the server offers it, clear text (and one warning) where it does not. The certificate is not checked.</summary>
    Preferred,

    /// <summary>Clear text, even if the server offers TLS.</summary>
    Disabled,

    /// <summary>TLS or no connection. The certificate is not checked.</summary>
    Required,

    /// <summary>TLS with a certificate that a trusted authority signed, whatever name it carries.</summary>
    VerifyCa,

    /// <summary>TLS with a certificate that a trusted authority signed for this very host.</summary>
    VerifyFull,
}

using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Sources;

/// <summary>
/// TLS as one pool of connections wants it, the same for every database. Says in its own words why a certificate was
/// refused; the framework's words do not tell a wrong name from an unknown authority.
/// </summary>
internal sealed class TlsClient : IDisposable
{
    private readonly TlsSettings _settings;
    private readonly string _host;
    private readonly X509Certificate2Collection _authorities = [];
    private readonly X509Certificate2? _certificate;

    /// <summary>Reads the certificates.</summary>
    /// <exception cref="SourceException"><see cref="SourceErrorKind.BadConfiguration"/>, naming what cannot be read.</exception>
    public TlsClient(TlsSettings settings, string host)
    {
        _settings = settings;
        _host = host;
        if (!string.IsNullOrWhiteSpace(settings.CaPem)) _authorities = ReadAuthorities(settings.CaPem);
        if (!string.IsNullOrWhiteSpace(settings.ClientCertificatePem)) _certificate = ReadCertificate(settings);
    }

    /// <summary>Whether the certificate of the server is looked at.</summary>
    public bool Verifies => _settings.Mode is TlsMode.VerifyCa or TlsMode.VerifyFull;

    /// <summary>Sets the options of one handshake.</summary>
    /// <param name="options">The options to fill in.</param>
    /// <param name="refused">Told why the certificate was refused, if it is.</param>
    public void Configure(SslClientAuthenticationOptions options, Action<string> refused)
    {
        options.TargetHost = _host;
        options.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
        options.ClientCertificates = _certificate is null ? null : [_certificate];
        if (_certificate is not null) options.LocalCertificateSelectionCallback = (_, _, _, _, _) => _certificate;
        if (_authorities.Count > 0)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(_authorities);
        }

        options.RemoteCertificateValidationCallback = (_, _, _, errors) =>
        {
            if (Refusal(errors) is not { } reason) return true;
            refused(reason);
            return false;
        };
    }

    /// <summary>Starts TLS over a stream.</summary>
    /// <exception cref="SourceException"><see cref="SourceErrorKind.TlsFailed"/>, with the reason.</exception>
    public async Task<SslStream> StartAsync(Stream stream, CancellationToken cancellationToken)
    {
        string? reason = null;
        var options = new SslClientAuthenticationOptions();
        Configure(options, text => reason = text);
        var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellationToken);
            return tls;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await tls.DisposeAsync();
            throw new SourceException(SourceErrorKind.TlsFailed, $"TLS with {_host} failed: {reason ?? "the two sides did not agree on a connection"}", e);
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _certificate?.Dispose();
        foreach (var authority in _authorities) authority.Dispose();
    }

    private string? Refusal(SslPolicyErrors errors)
    {
        if (!Verifies || errors == SslPolicyErrors.None) return null;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return "the server has no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            return "no trusted authority signed the server's certificate, or it has expired: check tls.ca";
        return _settings.Mode == TlsMode.VerifyFull ? $"the server's certificate is not for \"{_host}\": connect by a name it carries" : null;
    }

    private static X509Certificate2Collection ReadAuthorities(string pem)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(pem);
            return authorities.Count > 0 ? authorities : throw new CryptographicException("no certificate");
        }
        catch (CryptographicException)
        {
            throw new SourceException(SourceErrorKind.BadConfiguration, "tls.ca holds no PEM certificate: give the authority's certificate, beginning with -----BEGIN CERTIFICATE-----");
        }
    }

    private static X509Certificate2 ReadCertificate(TlsSettings settings)
    {
        try
        {
            return X509Certificate2.CreateFromPem(settings.ClientCertificatePem, settings.ClientKeyPem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new SourceException(SourceErrorKind.BadConfiguration, "The TLS client certificate or its key is not PEM, or they do not belong together: check tls.clientCertificate");
        }
    }
}

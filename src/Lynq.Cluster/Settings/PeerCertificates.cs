using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Remote.Transport.DotNetty;
using Lynq.Host.Settings;

namespace Lynq.Cluster.Settings;

/// <summary>
/// Connections between replicas under mutual TLS, from a mounted Secret of type kubernetes.io/tls: both sides show tls.crt, and
/// both accept only what the authority in ca.crt has signed; without ca.crt, what the machine's authorities have signed. Names are
/// not compared: replicas reach each other at addresses that no certificate knows.
/// </summary>
internal sealed class PeerCertificates
{
    private readonly X509Certificate2 _own;
    private readonly string _authorityFile;
    private X509Certificate2Collection? _authorities;

    private PeerCertificates(X509Certificate2 own, string authorityFile) =>
        (_own, _authorityFile, _authorities) = (own, authorityFile, ReadAuthorities(authorityFile));

    /// <summary>
    /// Reads them. Remoting is given the replica's own certificate once: it takes a renewed one when it is started anew. Authorities
    /// are read again with each connection, so that those who run accept those who were started with a certificate of a new one.
    /// </summary>
    /// <exception cref="SettingsException">A file is missing or cannot be read.</exception>
    public static PeerCertificates Read(string folder)
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"));
            // A key that was read from PEM is ephemeral, which some platforms' TLS does not take.
            return new(X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null), Path.Combine(folder, "ca.crt"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException($"--cluster-cert-path: tls.crt, tls.key and ca.crt in {folder} cannot be read: {e.Message}");
        }
    }

    /// <summary>From when on the replica's own certificate is valid.</summary>
    public DateTimeOffset NotBefore => new(_own.NotBefore);

    /// <summary>Until when the replica's own certificate is valid.</summary>
    public DateTimeOffset NotAfter => new(_own.NotAfter);

    /// <summary>Tells the replica's own certificate from every other.</summary>
    public string Fingerprint => _own.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>What remoting is told.</summary>
    public DotNettySslSetup ToSetup() => _authorities is null
        ? new(_own, suppressValidation: false, requireMutualAuthentication: true)
        : new(_own, suppressValidation: false, requireMutualAuthentication: true, (certificate, chain, _, _, _) => Accepts(certificate, chain));

    /// <summary>Whether a peer is one of us.</summary>
    public bool Accepts(X509Certificate2? certificate, X509Chain? presented)
    {
        if (certificate is null || ReadAuthoritiesAgain() is not { } authorities)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        if (presented is not null)
            chain.ChainPolicy.ExtraStore.AddRange(presented.ChainPolicy.ExtraStore);
        return chain.Build(certificate);
    }

    /// <summary>The authorities as they are now; while the file cannot be read, as they were.</summary>
    private X509Certificate2Collection? ReadAuthoritiesAgain()
    {
        try
        {
            return _authorities = ReadAuthorities(_authorityFile) ?? _authorities;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return _authorities;
        }
    }

    private static X509Certificate2Collection? ReadAuthorities(string file)
    {
        if (!File.Exists(file))
            return null;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities.Count > 0 ? authorities : throw new CryptographicException($"{file} holds no certificate");
    }
}

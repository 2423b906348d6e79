using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Lynq.Kubernetes.Configuration;

/// <summary>Makes a configuration from one context of a kubeconfig. Every complaint says file, context and field.</summary>
internal sealed class KubeconfigReader(Kubeconfig kubeconfig, TimeProvider time)
{
    public KubernetesConfiguration Read(string? contextName)
    {
        var name = string.IsNullOrEmpty(contextName) ? kubeconfig.CurrentContext : contextName;
        if (string.IsNullOrEmpty(name))
            throw new ConfigurationException($"kubeconfig {kubeconfig.Origin}: field current-context is not set; set it or name a context");
        var context = kubeconfig.Context(name)
            ?? throw new ConfigurationException($"kubeconfig {kubeconfig.Origin}: there is no context \"{name}\"; there are: {string.Join(", ", kubeconfig.ContextNames)}");
        var cluster = kubeconfig.Cluster(context.Context?.Cluster ?? "")
            ?? throw Wrong(context.File, name, "context.cluster", $"there is no cluster \"{context.Context?.Cluster}\"");
        var userName = context.Context?.User ?? "";
        var user = userName.Length == 0
            ? new() { User = new() }
            : kubeconfig.User(userName) ?? throw Wrong(context.File, name, "context.user", $"there is no user \"{userName}\"");
        return Build(name, context, cluster, user);
    }

    private KubernetesConfiguration Build(string context, KubeconfigDocument.NamedContext named, KubeconfigDocument.NamedCluster cluster, KubeconfigDocument.NamedUser user)
    {
        var entry = cluster.Cluster ?? new();
        var where = new FieldReader(cluster.File, context);
        var server = Address(where, "cluster.server", entry.Server, "http", "https")
            ?? throw where.Wrong("cluster.server", "it is not set");
        var authorities = where.Bytes("cluster.certificate-authority", entry.CertificateAuthority, entry.CertificateAuthorityData);
        var configuration = new KubernetesConfiguration
        {
            Server = server,
            Namespace = string.IsNullOrEmpty(named.Context?.Namespace) ? "default" : named.Context.Namespace,
            Origin = $"{named.File}, context {context}",
            InsecureSkipTlsVerify = entry.InsecureSkipTlsVerify,
            TlsServerName = string.IsNullOrEmpty(entry.TlsServerName) ? null : entry.TlsServerName,
            Proxy = Address(where, "cluster.proxy-url", entry.ProxyUrl, "http", "https", "socks5"),
            Authorities = authorities is null ? null : Authorities(where, authorities),
        };
        return configuration with { Credential = Credential(new(user.File, context), user.User ?? new(), entry, authorities) };
    }

    private static Func<X509Certificate2Collection> Authorities(FieldReader where, byte[] pem)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Encoding.UTF8.GetString(pem));
        }
        catch (CryptographicException e)
        {
            throw where.Wrong("cluster.certificate-authority", "it holds no certificate: " + e.Message);
        }

        if (certificates.Count == 0)
            throw where.Wrong("cluster.certificate-authority", "it holds no certificate in PEM form");
        return () => certificates;
    }

    private IClientCredential Credential(FieldReader where, KubeconfigDocument.UserEntry user, KubeconfigDocument.ClusterEntry cluster, byte[]? authorities)
    {
        if (user.AuthProvider is not null)
            throw where.Wrong("user.auth-provider", "auth providers are gone from Kubernetes since 1.26; use an exec plugin");
        var certificate = ClientCertificate(where, user);
        if (user.Exec is { } exec)
            return new ExecCredential(ExecPlugin.From(where, exec, cluster, authorities), certificate, time);
        if (!string.IsNullOrEmpty(user.TokenFile))
            return new TokenFileCredential(where.Path("user.tokenFile", user.TokenFile), certificate, time);
        if (!string.IsNullOrEmpty(user.Token))
            return new FixedCredential(new("Bearer", user.Token), certificate);
        if (!string.IsNullOrEmpty(user.Username))
            return new FixedCredential(new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.Username}:{user.Password}"))), certificate);
        return certificate is null ? AnonymousCredential.Instance : new FixedCredential(null, certificate);
    }

    private static X509Certificate2? ClientCertificate(FieldReader where, KubeconfigDocument.UserEntry user)
    {
        var certificate = where.Bytes("user.client-certificate", user.ClientCertificate, user.ClientCertificateData);
        var key = where.Bytes("user.client-key", user.ClientKey, user.ClientKeyData);
        if (certificate is null && key is null)
            return null;
        if (certificate is null || key is null)
            throw where.Wrong(certificate is null ? "user.client-certificate" : "user.client-key", "certificate and key must come together");
        try
        {
            return X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key));
        }
        catch (CryptographicException e)
        {
            throw where.Wrong("user.client-certificate", "certificate and key cannot be used: " + e.Message);
        }
    }

    private static Uri? Address(FieldReader where, string field, string? text, params string[] schemes)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !schemes.Contains(address.Scheme, StringComparer.Ordinal))
            throw where.Wrong(field, $"it must be an address that begins with {string.Join(" or ", schemes.Select(scheme => scheme + "://"))}");
        return address;
    }

    private static ConfigurationException Wrong(string file, string context, string field, string what) => new FieldReader(file, context).Wrong(field, what);
}

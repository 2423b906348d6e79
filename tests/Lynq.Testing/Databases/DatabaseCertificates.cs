namespace Lynq.Testing;

/// <summary>An authority, a server's certificate and a client's, made for one database server.</summary>
internal sealed record DatabaseCertificates(string CaFile, string CertificateFile, string KeyFile, string CaPem, string ClientCertificatePem, string ClientKeyPem)
{
    /// <summary>Writes them below a folder; the keys are for their owner only, as PostgreSQL insists.</summary>
    public static DatabaseCertificates Write(string folder)
    {
        using var authority = new TestAuthority(Path.Combine(folder, "tls"));
        authority.IssueServer("server");
        authority.IssueClient("client", "client");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(authority.PathOf("server.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string Read(string file) => File.ReadAllText(authority.PathOf(file));
        return new DatabaseCertificates(
            authority.PathOf("ca.crt"), authority.PathOf("server.crt"), authority.PathOf("server.key"),
            Read("ca.crt"), Read("client.crt"), Read("client.key"));
    }
}

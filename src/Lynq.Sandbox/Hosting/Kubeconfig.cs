using System.Text;

namespace Lynq.Sandbox.Hosting;

/// <summary>The kubeconfig of a sandbox: one cluster, one user, one context.</summary>
internal static class Kubeconfig
{
    public static string Render(Uri server, string? authorityPem, string token)
    {
        var authority = authorityPem is null
            ? ""
            : $"\n    certificate-authority-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(authorityPem))}";
        return $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: sandbox
              cluster:
                server: {server.GetLeftPart(UriPartial.Authority)}{authority}
            users:
            - name: admin
              user:
                token: {token}
            contexts:
            - name: sandbox
              context:
                cluster: sandbox
                user: admin
                namespace: default
            current-context: sandbox

            """;
    }
}

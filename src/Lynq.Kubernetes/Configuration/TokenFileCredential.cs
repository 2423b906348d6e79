using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Kubernetes.Configuration;

/// <summary>A token in a file that somebody else renews, as the kubelet does for a pod. Read again every minute and when the server refuses the last one.</summary>
internal sealed class TokenFileCredential(string file, X509Certificate2? certificate, TimeProvider time) : IClientCredential
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private Held? _held;

    public X509Certificate2? Certificate => certificate;

    public async ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(bool refresh, CancellationToken cancellationToken)
    {
        var held = Volatile.Read(ref _held);
        if (held is not null && !refresh && time.GetElapsedTime(held.ReadAt) < Freshness)
            return held.Header;
        try
        {
            var token = (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
            if (token.Length == 0)
                throw new ConfigurationException($"the token file {file} is empty");
            held = new(new("Bearer", token), time.GetTimestamp());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // While the file is being replaced the last token is still good.
            if (held is null || refresh)
                throw new ConfigurationException($"the token file {file} cannot be read: {e.Message}", e);
            return held.Header;
        }

        Volatile.Write(ref _held, held);
        return held.Header;
    }

    private sealed record Held(AuthenticationHeaderValue Header, long ReadAt);
}

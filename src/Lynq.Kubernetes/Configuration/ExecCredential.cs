using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace Lynq.Kubernetes.Configuration;

/// <summary>Credentials from a plugin, kept until they expire or the server refuses them. However many requests wait, the plugin runs once.</summary>
internal sealed class ExecCredential(ExecPlugin plugin, X509Certificate2? certificate, TimeProvider time) : IClientCredential
{
    // A token that expires on its way is refused: renew a little earlier.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private ExecAnswer? _answer;
    private Task<ExecAnswer>? _running;

    public X509Certificate2? Certificate => Volatile.Read(ref _answer)?.Certificate ?? certificate;

    public async ValueTask<AuthenticationHeaderValue?> AuthorizeAsync(bool refresh, CancellationToken cancellationToken)
    {
        Task<ExecAnswer> running;
        lock (_lock)
        {
            if (!refresh && IsGood(_answer))
                return _answer!.Header;
            // No caller's impatience ends the run for the others; it has a limit of its own.
            running = _running ??= RunAsync();
        }

        return (await running.WaitAsync(cancellationToken)).Header;
    }

    private async Task<ExecAnswer> RunAsync()
    {
        await Task.Yield();
        try
        {
            var fresh = await plugin.RunAsync(CancellationToken.None);
            Volatile.Write(ref _answer, fresh);
            return fresh;
        }
        finally
        {
            lock (_lock)
                _running = null;
        }
    }

    private bool IsGood(ExecAnswer? answer) => answer is not null && (answer.Expires is not { } expires || expires - Margin > time.GetUtcNow());
}

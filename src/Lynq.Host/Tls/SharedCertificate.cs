using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Kubernetes;
using Microsoft.Extensions.Logging;

namespace Lynq.Host.Tls;

/// <summary>
/// A self-issued serving certificate which all replicas share through a Secret: whoever comes first creates it, whoever finds it
/// near its end replaces that very version of it, and everybody uses what is in the Secret.
/// </summary>
internal sealed partial class SharedCertificate(IKubernetesClient client, string ns, string secret, IReadOnlyList<string> names, TimeProvider time, ILogger logger)
{
    private static readonly ApiResource Secrets = new("", "v1", "Secret", "secrets", Namespaced: true);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2.5);

    /// <summary>How long the next round waits at least: somebody else may keep an authority there, too, and take ours for a mistake.</summary>
    internal static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(0.5);

    private volatile X509Certificate2? _current;

    /// <summary>The certificate for handshakes, or null before the first <see cref="RefreshAsync"/>.</summary>
    public X509Certificate2? Current => _current;

    /// <summary>The authority that callers have to trust, as PEM.</summary>
    public string? Authority { get; private set; }

    /// <summary>Keeps the certificate fresh until stopped, telling its authority each time.</summary>
    /// <param name="tell">Passes the authority on. True when somebody had not known it: more of them may be about to come, so it is called again soon, and ever later while nobody new comes.</param>
    /// <param name="missed">Completes when somebody is seen to lack the authority: it is passed on at once.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task RunAsync(Func<string, CancellationToken, Task<bool>> tell, Func<CancellationToken, Task> missed, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RefreshAsync(cancellationToken);
                pause = await tell(Authority!, cancellationToken) ? FirstPause : Longer(pause);
            }
            catch (KubernetesException e)
            {
                LogRefreshFailed(ns, secret, e.Message);
                pause = FirstPause;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Nobody would notice that the certificate is renewed no more until it has run out.
                LogRefreshBroke(e, ns, secret);
                pause = Longer(pause);
            }

            await WaitAsync(pause, missed, cancellationToken);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause < Interval / 2 ? pause * 2 : Interval;

    private async Task WaitAsync(TimeSpan pause, Func<CancellationToken, Task> missed, CancellationToken cancellationToken)
    {
        await Task.Delay(LeastPause, time, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(pause - LeastPause, time, over.Token), missed(over.Token));
        await over.CancelAsync();
    }

    /// <summary>Reads the Secret; creates or renews it when it is missing, unusable or near its end.</summary>
    /// <exception cref="KubernetesException">The Secret can be neither read nor written.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var address = Secrets.Named(ns, secret);
        // Two replicas may start together: the loser of the race reads what the winner wrote.
        for (var attempt = 0; ; attempt++)
        {
            var present = await ReadAsync(address, cancellationToken);
            if (present is { } found && Use(found.Object))
                return;
            try
            {
                await WriteAsync(address, present?.ResourceVersion, cancellationToken);
            }
            catch (KubernetesException e) when ((e.IsConflict || e.IsAlreadyExists) && attempt < 3)
            {
                LogRaceLost(ns, secret);
            }
        }
    }

    private async Task<(JsonElement Object, string ResourceVersion)?> ReadAsync(ObjectAddress address, CancellationToken cancellationToken)
    {
        try
        {
            var found = await client.GetAsync(address, cancellationToken: cancellationToken);
            return (found, found.GetProperty("metadata").GetProperty("resourceVersion").GetString()!);
        }
        catch (KubernetesException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    private bool Use(JsonElement found)
    {
        try
        {
            var data = found.GetProperty("data");
            var certificate = X509Certificate2.CreateFromPem(Decode(data, "tls.crt"), Decode(data, "tls.key"));
            if (certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime < SelfSigned.Validity / 3 || !names.All(name => certificate.MatchesHostname(name)))
                return false;
            (Authority, _current) = (Decode(data, "ca.crt"), certificate);
            return true;
        }
        catch (Exception e) when (e is KeyNotFoundException or CryptographicException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private async Task WriteAsync(ObjectAddress address, string? resourceVersion, CancellationToken cancellationToken)
    {
        var issued = SelfSigned.Issue(names[0], names, time.GetUtcNow());
        var metadata = new JsonObject { ["name"] = secret, ["namespace"] = ns, ["labels"] = new JsonObject { ["app.kubernetes.io/managed-by"] = "lynq" } };
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = metadata,
            ["type"] = "kubernetes.io/tls",
            ["data"] = new JsonObject { ["ca.crt"] = Encode(issued.Authority), ["tls.crt"] = Encode(issued.Certificate), ["tls.key"] = Encode(issued.Key) },
        };
        if (resourceVersion is null)
        {
            await client.CreateAsync(Secrets, ns, body, cancellationToken: cancellationToken);
        }
        else
        {
            metadata["resourceVersion"] = resourceVersion;
            await client.ReplaceAsync(address, body, Representation.Full, cancellationToken: cancellationToken);
        }

        LogIssued(ns, secret);
    }

    private static string Decode(JsonElement data, string key) => Encoding.UTF8.GetString(data.GetProperty(key).GetBytesFromBase64());

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [LoggerMessage(Level = LogLevel.Information, Message = "Issued a webhook certificate into Secret {Namespace}/{Name}")]
    private partial void LogIssued(string @namespace, string name);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Another replica wrote Secret {Namespace}/{Name} first")]
    private partial void LogRaceLost(string @namespace, string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The webhook certificate in Secret {Namespace}/{Name} cannot be read or written: {Problem}")]
    private partial void LogRefreshFailed(string @namespace, string name, string problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Keeping the webhook certificate in Secret {Namespace}/{Name} fresh failed; it is tried again")]
    private partial void LogRefreshBroke(Exception problem, string @namespace, string name);
}

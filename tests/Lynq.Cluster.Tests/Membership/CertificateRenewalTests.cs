using Lynq.Cluster.Membership;
using Lynq.Cluster.Settings;
using Lynq.Cluster.Tests.Engine;
using Lynq.Cluster.Tests.Settings;
using Lynq.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Lynq.Cluster.Tests.Membership;

/// <summary>What a replica does when the certificate in its folder changes.</summary>
[Collection(nameof(PlacementTests))]
public sealed class CertificateRenewalTests : IAsyncLifetime
{
    private readonly PeerAuthority _authority = new("ours");
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly CancellationTokenSource _stop = new();
    private Replica _replica = null!;

    public async Task InitializeAsync() => _replica = await Replica.StartAsync();

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _replica.DisposeAsync();
        _authority.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Tells_that_it_is_not_ready_and_then_starts_anew_for_a_renewed_certificate()
    {
        var folder = _authority.Issue("a");
        var renewal = Watch(folder);
        var waiting = renewal.WaitAsync(_stop.Token);

        _authority.Issue("a", days: 30);
        _time.Advance(TimeSpan.FromSeconds(31));
        await Eventually.Holds(() => renewal.IsEnding, "the renewed certificate is seen");
        waiting.IsCompleted.ShouldBeFalse("Services get time to take notice");
        await Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(5));
                return waiting.IsCompletedSuccessfully;
            },
            "it ends");
    }

    [Fact]
    public async Task Goes_on_while_nothing_changes_and_while_the_files_are_broken()
    {
        var folder = _authority.Issue("a");
        var renewal = Watch(folder);
        var waiting = renewal.WaitAsync(_stop.Token);

        await LookedAsync();
        File.WriteAllText(Path.Combine(folder, "tls.crt"), "half written");
        await LookedAsync();

        renewal.IsEnding.ShouldBeFalse();
        waiting.IsCompleted.ShouldBeFalse();
    }

    // It has looked when it waits for the next time.
    private async Task LookedAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(31));
        await Eventually.Holds(() => _time.PendingTimers > 0, "it has looked");
    }

    private CertificateRenewal Watch(string folder) =>
        new(folder, PeerCertificates.Read(folder), _replica.Cluster, _time, NullLogger.Instance);
}

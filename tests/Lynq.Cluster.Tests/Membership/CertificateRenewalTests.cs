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

        await RenewAsync(renewal);
        waiting.IsCompleted.ShouldBeFalse("Services get time to take notice");

        _time.Advance(TimeSpan.FromSeconds(36));
        await Eventually.Ends(waiting, "the process, to start anew");
    }

    [Fact]
    public async Task Lets_another_one_come_back_first_that_started_anew_at_the_same_time()
    {
        var folder = _authority.Issue("a");
        var renewal = Watch(folder);
        var waiting = renewal.WaitAsync(_stop.Token);
        await RenewAsync(renewal);

        await using var other = await Replica.StartAsync(_replica);
        await Eventually.Holds(() => _replica.Cluster.State.Members.Count == 2, "the other one is known");
        await LookedAsync();
        renewal.IsEnding.ShouldBeFalse();
        waiting.IsCompleted.ShouldBeFalse();

        await Eventually.Ends(waiting, _time, "the process, when the other one has been back for a while", TimeSpan.FromSeconds(5));
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

    // Nobody goes before all have been there for a minute.
    private async Task RenewAsync(CertificateRenewal renewal)
    {
        _authority.Issue("a", days: 30);
        for (var look = 0; look < 2; look++) await LookedAsync();
        renewal.IsEnding.ShouldBeTrue();
    }

    // It has looked when it waits for the next time.
    private async Task LookedAsync()
    {
        _time.Advance(TimeSpan.FromSeconds(41));
        await Eventually.Holds(() => _time.PendingTimers > 0, "it has looked");
    }

    private CertificateRenewal Watch(string folder) =>
        new(folder, PeerCertificates.Read(folder), _replica.Cluster, _time, NullLogger.Instance);
}

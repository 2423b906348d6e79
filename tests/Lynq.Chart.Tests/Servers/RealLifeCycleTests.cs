using Xunit;

namespace Lynq.Chart.Tests.Servers;

/// <summary>
/// Releases on a real API server, each test on one of its own: definitions belong to the whole cluster. No node runs there, so pods are
/// only accepted.
/// </summary>
public sealed class RealLifeCycleTests : IAsyncLifetime
{
    private ControlPlane? _plane;

    private ReleaseLife Life => new(_plane!.Http, _plane.AdminKubeconfig);

    public async Task InitializeAsync()
    {
        if (ReleaseFactAttribute.WhyImpossible is null)
            _plane = await ControlPlane.StartAsync(new ControlPlaneOptions { ControllerManager = true });
    }

    public async Task DisposeAsync()
    {
        if (_plane is not null)
            await _plane.DisposeAsync();
    }

    [ReleaseFact]
    public Task Definitions_and_objects_outlast_upgrade_rollback_and_uninstall() => Life.Definitions_and_objects_outlast_upgrade_rollback_and_uninstall();

    [ReleaseFact]
    public Task An_upgrade_from_an_older_chart_brings_the_definitions_up_to_date_and_a_rollback_back() =>
        Life.An_upgrade_from_an_older_chart_brings_the_definitions_up_to_date_and_a_rollback_back();

    [ReleaseFact]
    public Task An_upgrade_puts_right_what_somebody_changed_in_a_definition() => Life.An_upgrade_puts_right_what_somebody_changed_in_a_definition();
}

/// <summary>Needs helm and a real API server that the chart takes and that stores custom resources.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReleaseFactAttribute : FactAttribute
{
    // The chart's kubeVersion.
    private const int OldestMinor = 25;

    public ReleaseFactAttribute() => Skip = WhyImpossible;

    internal static string? WhyImpossible { get; } =
        Helm.WhyMissing ?? ControlPlaneAssets.WhyMissing
        ?? (ControlPlaneAssets.MinorVersion() is < OldestMinor and var minor ? $"the chart does not take Kubernetes 1.{minor}" : CustomResourceProbe.WhyUnusable);
}

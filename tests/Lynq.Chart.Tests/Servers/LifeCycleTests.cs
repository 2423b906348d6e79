using System.Net.Http.Headers;
using Lynq.Sandbox;
using Xunit;

namespace Lynq.Chart.Tests.Servers;

/// <summary>Releases on the sandbox.</summary>
public sealed class LifeCycleTests : IAsyncLifetime, IDisposable
{
    private SandboxServer _server = null!;
    private HttpClient _http = null!;

    private ReleaseLife Life => new(_http, _server.KubeconfigPath);

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync();
        _http = new HttpClient { BaseAddress = _server.Url };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _server.Token);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [HelmFact]
    public Task Definitions_and_objects_outlast_upgrade_rollback_and_uninstall() => Life.Definitions_and_objects_outlast_upgrade_rollback_and_uninstall();

    [HelmFact]
    public Task An_upgrade_from_an_older_chart_brings_the_definitions_up_to_date_and_a_rollback_back() =>
        Life.An_upgrade_from_an_older_chart_brings_the_definitions_up_to_date_and_a_rollback_back();

    [HelmFact]
    public Task An_upgrade_puts_right_what_somebody_changed_in_a_definition() => Life.An_upgrade_puts_right_what_somebody_changed_in_a_definition();
}

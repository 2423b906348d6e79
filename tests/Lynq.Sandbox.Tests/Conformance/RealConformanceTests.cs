using Lynq.Sandbox.Tests.Skipping;
using Lynq.Testing;
using Xunit;

namespace Lynq.Sandbox.Tests.Conformance;

public sealed class RealConformanceServer : ConformanceServer
{
    // The address of another server to run on, such as that of a `kubectl proxy`.
    private const string Variable = "LYNQ_CONFORMANCE_URL";
    private ControlPlane? _plane;
    private HttpClient? _http;

    public override HttpClient Http => _http ?? _plane!.Http;

    public override bool HasControllers => true;

    public override bool CanCrash => _plane is not null;

    public override async Task RecoverAsync()
    {
        await _plane!.KillApiServerAsync();
        await _plane.StartApiServerAsync();
    }

    public override async Task InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address)
        {
            _http = Connect(new Uri(address));
            await DefineKindsAsync();
            return;
        }

        if (CustomResourceProbe.WhyUnusable is not null) return;
        _plane = await ControlPlane.StartAsync(new ControlPlaneOptions { ControllerManager = true });
        await DefineKindsAsync();
    }

    public override async Task DisposeAsync()
    {
        _http?.Dispose();
        if (_plane is not null) await _plane.DisposeAsync();
    }
}

public sealed class RealConformanceTests(RealConformanceServer server) : ConformanceTests(server), IClassFixture<RealConformanceServer>
{
    [SkippingRealTheory]
    [MemberData(nameof(Titles))]
    public Task A_real_api_server_behaves_as_written(string title) => RunAsync(title);
}

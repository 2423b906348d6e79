using System.Text.Json.Nodes;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>All replicas on this machine's loopback interface.</summary>
internal sealed class Loopback : INetwork
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    public IReadOnlyList<string> CommandOf(int replica, params IEnumerable<string> program) => [.. program];

    public string AddressOf(int replica) => "127.0.0.1";

    public string Translate(string kubeconfig) => kubeconfig;

    public async Task<JsonNode?> ReportAsync(int replica, int healthPort)
    {
        try
        {
            return JsonNode.Parse(await _http.GetStringAsync(new Uri($"http://127.0.0.1:{healthPort}/debug/lynq/cluster")));
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}

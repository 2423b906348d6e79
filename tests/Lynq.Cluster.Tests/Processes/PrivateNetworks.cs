using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lynq.Cluster.Tests.Processes;

/// <summary>
/// A network namespace for each replica, joined by a bridge, as pods have them: so that one can be cut off from its peers while
/// it still reaches the API server. Needs Linux and its administrator.
/// </summary>
internal sealed class PrivateNetworks : INetwork
{
    private readonly string _name = $"lq{Random.Shared.Next(0x10000):x4}";
    private readonly string _subnet = string.Create(CultureInfo.InvariantCulture, $"10.{Random.Shared.Next(64, 128)}.{Random.Shared.Next(256)}");
    private readonly int _count;
    private TcpRelay? _relay;

    private PrivateNetworks(int count) => _count = count;

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? WhyNot { get; } = Check();

    public static async Task<PrivateNetworks> CreateAsync(int count)
    {
        var networks = new PrivateNetworks(count);
        await IpAsync($"link add {networks._name} type bridge");
        await IpAsync($"addr add {networks._subnet}.1/24 dev {networks._name}");
        await IpAsync($"link set {networks._name} up");
        for (var replica = 0; replica < count; replica++)
            await networks.AddAsync(networks.SpaceOf(replica), replica);
        return networks;
    }

    public string AddressOf(int replica) => $"{_subnet}.{replica + 10}";

    public IReadOnlyList<string> CommandOf(int replica, params IEnumerable<string> program) => ["ip", "netns", "exec", SpaceOf(replica), .. program];

    public string Translate(string kubeconfig)
    {
        var server = new Uri(Regex.Match(kubeconfig, @"https?://127\.0\.0\.1:\d+").Value);
        _relay ??= TcpRelay.Start(IPAddress.Parse($"{_subnet}.1"), server.Port);
        var there = $"{server.Scheme}://{_subnet}.1:{_relay.Port}";
        // The server's certificate has the names that it has on its own machine.
        return server.Scheme == "https"
            ? kubeconfig.Replace($"server: {server.GetLeftPart(UriPartial.Authority)}", $"server: {there}\n    tls-server-name: localhost", StringComparison.Ordinal)
            : kubeconfig.Replace(server.GetLeftPart(UriPartial.Authority), there, StringComparison.Ordinal);
    }

    /// <summary>Has a replica and its peers lose sight of each other.</summary>
    public Task CutAsync(int replica) => RouteAsync(replica, "add");

    /// <summary>Ends that.</summary>
    public Task HealAsync(int replica) => RouteAsync(replica, "del");

    /// <summary>Has no replica reach the API server any more, whose connections say nothing from then on.</summary>
    public Task CutServerAsync() => RouteToServerAsync("add");

    /// <summary>Ends that.</summary>
    public Task HealServerAsync() => RouteToServerAsync("del");

    public async Task<JsonNode?> ReportAsync(int replica, int healthPort)
    {
        var command = CommandOf(replica, "dotnet", Path.Combine(AppContext.BaseDirectory, "lynq-cluster.dll"), "cluster", "show", "--json", $"--server=http://127.0.0.1:{healthPort}");
        using var shown = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var text = await shown.StandardOutput.ReadToEndAsync();
        await shown.WaitForExitAsync();
        try
        {
            return shown.ExitCode == 0 ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_relay is not null)
            await _relay.DisposeAsync();
        for (var replica = 0; replica < _count; replica++)
            await IpAsync($"netns del {SpaceOf(replica)}");
        await IpAsync($"link del {_name}");
    }

    private async Task AddAsync(string space, int replica)
    {
        var outside = $"{_name}-{replica}";
        await IpAsync($"netns add {space}");
        await IpAsync($"link add {outside} type veth peer name eth0 netns {space}");
        await IpAsync($"link set {outside} master {_name} up");
        await IpAsync($"-n {space} addr add {AddressOf(replica)}/24 dev eth0");
        await IpAsync($"-n {space} link set eth0 up");
        await IpAsync($"-n {space} link set lo up");
    }

    // Answers have no way back either: whoever tries to reach it gets nothing.
    private async Task RouteAsync(int replica, string action)
    {
        for (var other = 0; other < _count; other++)
        {
            if (other != replica)
                await IpAsync($"-n {SpaceOf(replica)} route {action} blackhole {AddressOf(other)}/32");
        }
    }

    private async Task RouteToServerAsync(string action)
    {
        for (var replica = 0; replica < _count; replica++)
            await IpAsync($"-n {SpaceOf(replica)} route {action} blackhole {_subnet}.1/32");
    }

    private string SpaceOf(int replica) => $"{_name}-r{replica}";

    private static async Task IpAsync(string arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var problem = await ip.StandardError.ReadToEndAsync();
        await ip.WaitForExitAsync();
        if (ip.ExitCode != 0)
            throw new InvalidOperationException($"ip {arguments}: {problem}");
    }

    private static string? Check()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "network namespaces need Linux and its administrator";
        var space = $"lqprobe{Environment.ProcessId}";
        try
        {
            using var made = Process.Start(new ProcessStartInfo("ip", $"netns add {space}") { RedirectStandardError = true })!;
            made.WaitForExit();
            if (made.ExitCode != 0)
                return "this machine lets nobody make network namespaces";
            Process.Start("ip", $"netns del {space}").WaitForExit();
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "the program ip is not installed";
        }
    }
}

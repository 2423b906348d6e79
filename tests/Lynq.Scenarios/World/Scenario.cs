namespace Lynq.Scenarios;

/// <summary>One scenario under way: its namespace, its database, and what one does and asks there.</summary>
internal sealed partial class Scenario : IAsyncDisposable
{
    private static int _number;
    private readonly ScenarioWorld _world;
    private readonly List<string> _namespaces = [];

    private Scenario(ScenarioWorld world, string ns, ScenarioDatabase database) => (_world, Ns, Db) = (world, ns, database);

    /// <summary>One sync and slack. All times can be stretched, for machines that are slower still than those that these are meant for.</summary>
    public static TimeSpan T1 { get; } = Stretched(40);

    /// <summary>One 30 s pass and slack.</summary>
    public static TimeSpan T2 { get; } = Stretched(80);

    public static TimeSpan T3 { get; } = Stretched(160);

    /// <summary>For how long something is watched that must not happen: several syncs.</summary>
    public static TimeSpan Watching { get; } = TimeSpan.FromSeconds(8);

    public string Ns { get; }

    public ScenarioDatabase Db { get; }

    public IKubernetesClient Client => _world.Cluster.Client;

    public OperatorUnderTest Operator => _world.Operator;

    public ScenarioWorld World => _world;

    /// <summary>Runs a scenario in the backend's shared world.</summary>
    public static async Task RunAsync(Backend backend, string id, Func<Scenario, Task> body)
    {
        if (!Backend.Namespaced.HasFlag(backend))
        {
            await RunAsync(await ScenarioWorld.OfAsync(backend), id, body);
            return;
        }

        await using var world = await ScenarioWorld.StartAsync(backend);
        await RunAsync(world, id, body);
    }

    /// <summary>Runs a scenario; when it fails, the failure says what the cluster looked like.</summary>
    public static async Task RunAsync(ScenarioWorld world, string id, Func<Scenario, Task> body)
    {
        var name = $"acc_{id.ToLowerInvariant()}_{Interlocked.Increment(ref _number)}";
        var scenario = new Scenario(world, world.OnlyNamespace ?? name.Replace('_', '-'), await world.Databases.CreateAsync(name));
        if (world.OnlyNamespace is null) await scenario.NamespaceAsync(scenario.Ns);
        try
        {
            await body(scenario);
        }
        catch (Exception failure)
        {
            throw new ScenarioFailedException($"{id} on {world.Backend}: {failure.Message}\n{await scenario.ReportAsync()}", failure);
        }
        finally
        {
            await scenario.DisposeAsync();
        }
    }

    /// <summary>Makes a further namespace that goes with the scenario.</summary>
    public async Task NamespaceAsync(string name)
    {
        _namespaces.Add(name);
        await CreateAsync(Kinds.Namespace, null, Json.Map(("metadata", Json.Map(("name", name)))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in await ListAsync(Kinds.Hub))
            await DeleteAsync(Kinds.Hub, hub.Name()!);
        foreach (var form in await ListAsync(Kinds.Form))
            await DeleteAsync(Kinds.Form, form.Name()!);
        foreach (var ns in _namespaces)
            await Client.DeleteAsync(Kinds.Namespace.Named(null, ns));
        await Db.DisposeAsync();
    }

    private static TimeSpan Stretched(double seconds) =>
        TimeSpan.FromSeconds(seconds * double.Parse(Environment.GetEnvironmentVariable("LYNQ_SCENARIOS_SLACK") ?? "1.5", CultureInfo.InvariantCulture));
}

/// <summary>A scenario that did not go as it should; the message has what to look at.</summary>
public sealed class ScenarioFailedException(string message, Exception innerException) : Exception(message, innerException);

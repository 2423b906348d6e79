using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Lynq.Host.Commands.Demo;

/// <summary>One demo from start to clean end.</summary>
internal sealed class DemoRun(DemoSettings settings, TextWriter output, ILoggerFactory loggers)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CleaningLimit = TimeSpan.FromSeconds(60);
    private bool _wasReady;

    /// <summary>Runs until it is interrupted or its time is up.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UserException">It was to run until all is ready and was not in time.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var folder = DemoFolder.Create();
        var table = settings.MySql is null ? new DemoTable(folder.Database) : null;
        var source = settings.MySql is { } url ? DemoSource.Parse(url) : new DemoSource(folder.Database, null);
        if (table is not null)
            await table.CreateAsync(stop);
        await using var cluster = settings.Kubeconfig is { } kubeconfig
            ? DemoCluster.Open(kubeconfig, loggers)
            : await DemoCluster.StartAsync(folder.Kubeconfig, loggers, stop);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var clock = settings.For is { } time ? new CancellationTokenSource(time, TimeProvider.System) : new CancellationTokenSource();
        await using var ticking = clock.Token.Register(ending.Cancel);
        if (table is not null)
            folder.Announce(TimeProvider.System.GetUtcNow());
        await WriteIntroductionAsync(source, cluster, stop);
        await OperateAsync(cluster, source, Screen(table, ending), ending.Token);
        return !settings.UntilReady || _wasReady ? 0
            : stop.IsCancellationRequested ? Termination.ExitCode
            : throw new UserException($"not every active row was a ready node within {settings.For?.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s; --log shows what the operator did");
    }

    private async Task OperateAsync(DemoCluster cluster, DemoSource source, IDemoScreen screen, CancellationToken ending)
    {
        if (cluster.IsReal)
            await cluster.Objects.EnsureNamespaceAsync(ending);
        await using var lynq = new DemoOperator(cluster.Client, cluster.Namespace, loggers, TimeProvider.System);
        using var working = new CancellationTokenSource();
        var work = Task.CompletedTask;
        try
        {
            if (cluster.IsReal)
                await cluster.Objects.EnsureKindsAsync(ending);
            work = lynq.RunAsync(working.Token);
            await cluster.Objects.CreateAsync(source, ending);
            await screen.ShowAsync(Snapshots(cluster, work, ending), CancellationToken.None);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Interrupted while it was starting.
        }
        finally
        {
            if (cluster.IsReal)
                await CleanAsync(cluster);
            await working.CancelAsync();
            await work;
        }
    }

    private async IAsyncEnumerable<DemoSnapshot> Snapshots(DemoCluster cluster, Task work, [EnumeratorCancellation] CancellationToken ending)
    {
        while (!ending.IsCancellationRequested && !(settings.UntilReady && _wasReady))
        {
            // An operator that fails ends the demo with its error.
            if (work.IsCompleted)
                await work;
            var snapshot = await DemoSnapshot.TakeAsync(cluster.Client, cluster.Namespace, CancellationToken.None);
            _wasReady |= snapshot.IsReady;
            yield return snapshot;
            await Task.WhenAny(Task.Delay(Glance, TimeProvider.System, ending));
        }
    }

    private async Task CleanAsync(DemoCluster cluster)
    {
        await output.WriteLineAsync("Removing the demo's objects from the cluster…");
        using var limit = new CancellationTokenSource(CleaningLimit, TimeProvider.System);
        try
        {
            await cluster.Objects.DeleteAsync(limit.Token);
            if (!await cluster.Objects.RemoveKindsAsync(limit.Token))
                await output.WriteLineAsync("Lynq's three kinds stay installed: somebody uses them by now.");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new UserException($"the demo's objects were not gone after {CleaningLimit.TotalSeconds:0} s: see kubectl get lynqhubs,lynqnodes -n {cluster.Namespace}");
        }
    }

    private IDemoScreen Screen(DemoTable? table, CancellationTokenSource ending)
    {
        if (settings.Plain || Console.IsOutputRedirected)
            return new PlainScreen(output);
        var keys = table is null || Console.IsInputRedirected ? null : new DemoKeys(table.ExecuteAsync, () => Console.KeyAvailable ? Console.ReadKey(intercept: true) : null, ending.Cancel);
        return new LiveScreen(AnsiConsole.Console, keys);
    }

    private async Task WriteIntroductionAsync(DemoSource source, DemoCluster cluster, CancellationToken stop)
    {
        var kubectl = cluster.Namespace == "default" ? "kubectl" : $"kubectl -n {cluster.Namespace}";
        await output.WriteLineAsync($"""
            Rows of {source} become resources in {(cluster.IsReal ? "your cluster" : "a Kubernetes API server in memory")}.
            Look at them from another terminal:
              export KUBECONFIG={cluster.Kubeconfig}
              {kubectl} get lynqnodes,deployments,services,configmaps
            """.AsMemory(), stop);
        if (source.Server is null)
            await output.WriteLineAsync($"  {ProgramName.Text} demo sql \"update tenants set plan = 'gold' where id = 'globex'\"".AsMemory(), stop);
        await output.WriteLineAsync("Ctrl-C ends the demo and leaves nothing behind.\n".AsMemory(), stop);
        await output.FlushAsync(stop);
    }
}

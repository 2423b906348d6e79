using Lynq.Benchmarks.Reporting;
using Lynq.Benchmarks.Worlds;

namespace Lynq.Benchmarks.Operating;

/// <summary>
/// From a hub with N rows to N nodes that are Ready, and how near that comes to what the server can do. The server's own cost of a
/// write swings by a quarter from one round to the next, so that rounds of a bare loop and of the operator take turns, and medians are
/// compared. The nodes of the last round stay: everything that is measured afterwards needs them.
/// </summary>
internal sealed class Provisioning(World world, Population population)
{
    /// <summary>Makes the nodes and measures it.</summary>
    /// <param name="compare">Compare with the bare loop, in as many rounds as the options say; else there is one round.</param>
    public async Task RunAsync(bool compare)
    {
        var operators = new OperatorRounds(world, population);
        var bare = new List<BareRate>();
        List<OperatorRound> rounds = [];
        if (compare)
        {
            var sample = await SampleAsync();
            using var loop = new BareLoop(world, sample);
            var loops = new BareRounds(world, sample, loop);
            var workers = await loops.BestConcurrencyAsync();
            for (var round = 1; round <= world.Options.Rounds; round++)
            {
                Report.Progress($"round {round} of {world.Options.Rounds}");
                if (round > 1) await operators.CleanAsync();
                bare.Add(await loops.RunAsync(workers));
                rounds.Add(await operators.RunAsync(warm: true));
            }
        }
        else
        {
            rounds.Add(await operators.RunAsync(warm: false));
        }

        new ProvisioningFigures(world, rounds, bare).Add();
    }

    /// <summary>The writes of one node of a freshly started operator, which is stopped again; nothing of it stays.</summary>
    public async Task<NodeSample> SampleAsync()
    {
        var few = new Population(world, "bench-sample");
        await few.PrepareAsync(4, Forms.Small(world.Options.Resources));
        var cold = await world.Operator.StartAsync();
        world.Report.Add(new Figure("cold start", "from the process's start to ready, nothing to do", cold.TotalSeconds, "s") { Limit = Limit.AtMost(1.5) });
        await using var follower = await NodeFollower.StartAsync(world, few.Namespace);
        await few.StartAsync("30s");
        await follower.AllReadyAsync(4, TimeSpan.FromMinutes(2));
        var sample = await NodeSample.TakeAsync(world, few, 1);
        await few.RemoveHubAsync();
        await world.Operator.StopAsync();
        await world.RemoveNamespaceAsync(few.Namespace);
        return sample;
    }
}

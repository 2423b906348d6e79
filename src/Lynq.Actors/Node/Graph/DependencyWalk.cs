namespace Lynq.Actors.Node.Graph;

/// <summary>
/// One pass over the graph: who is ready, who may be applied now, who waits, who is skipped and why (contract §9).
/// Pure; called again after every answer and every observed change.
/// </summary>
internal static class DependencyWalk
{
    /// <summary>The verdict on every resource, by position.</summary>
    public static StepVerdict[] Evaluate(DependencyGraph graph, ReadOnlySpan<Step> steps)
    {
        var verdicts = new StepVerdict[graph.Count];
        foreach (var index in graph.Order) verdicts[index] = Judge(steps[index], graph.DependenciesOf(index), verdicts);
        return verdicts;
    }

    /// <summary>
    /// Positions in layers for removal: a layer may go when everything in the layers before it has been dealt with.
    /// Dependents come before what they depend on.
    /// </summary>
    public static List<List<int>> RemovalLayers(DependencyGraph graph)
    {
        var depth = new int[graph.Count];
        var order = graph.Order;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            foreach (var dependency in graph.DependenciesOf(order[i]))
                depth[dependency] = Math.Max(depth[dependency], depth[order[i]] + 1);
        }

        return [.. Enumerable.Range(0, graph.Count).GroupBy(i => depth[i]).OrderBy(g => g.Key).Select(g => g.ToList())];
    }

    private static StepVerdict Judge(Step step, ReadOnlySpan<int> dependencies, StepVerdict[] verdicts)
    {
        // What failed by itself stays failed whatever its dependencies do: it is counted once, as failed.
        if (step.Own == OwnState.Failed) return new StepVerdict(StepState.Failed, Apply: false);

        var failed = -1;
        var unready = -1;
        foreach (var dependency in dependencies)
        {
            var state = verdicts[dependency].State;
            if (failed < 0 && state is (StepState.Failed or StepState.Conflicted or StepState.Skipped)) failed = dependency;
            if (unready < 0 && state is (StepState.Blocked or StepState.Waiting)) unready = dependency;
        }

        if (failed >= 0 && step.SkipOnDependencyFailure) return new StepVerdict(StepState.Skipped, Apply: false, failed);
        if (unready >= 0) return new StepVerdict(StepState.Blocked, Apply: false, unready);

        var despite = failed >= 0;
        return step.Own switch
        {
            OwnState.ToApply => new StepVerdict(StepState.Waiting, Apply: true, failed, despite),
            OwnState.NotReady => new StepVerdict(StepState.Waiting, Apply: false, failed, despite),
            OwnState.Conflicted => new StepVerdict(StepState.Conflicted, Apply: false, failed, despite),
            _ => new StepVerdict(StepState.Ready, Apply: false, failed, despite),
        };
    }
}

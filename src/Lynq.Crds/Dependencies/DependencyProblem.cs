namespace Lynq.Crds;

/// <summary>Something wrong with the dependencies of a form; its text is the evidence (contract §9, §17).</summary>
public abstract record DependencyProblem
{
    /// <summary>A dependency that does not exist.</summary>
    public sealed record Missing(string Id, string DependsOn) : DependencyProblem
    {
        /// <inheritdoc/>
        public override string ToString() => $"resource '{Id}' depends on non-existent resource '{DependsOn}'";
    }

    /// <summary>Resources that wait for each other: each depends on the next one, the last one on the first.</summary>
    public sealed record Cycle(IReadOnlyList<string> Ids) : DependencyProblem
    {
        /// <inheritdoc/>
        public override string ToString() => $"circular dependency detected: {string.Join(" -> ", [.. Ids, Ids[0]])}";
    }
}

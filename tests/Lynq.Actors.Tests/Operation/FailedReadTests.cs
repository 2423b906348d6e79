using Lynq.Actors.Watching;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Operation;

/// <summary>What the log says of rows that cannot be read (contract §5.6).</summary>
public sealed class FailedReadTests
{
    [Fact]
    public async Task A_table_that_is_missing_is_one_sentence_in_the_log_without_a_stack_trace()
    {
        var log = new RecordedLines();
        await using var bench = await OperatorBench.StartAsync(logging: log);
        bench.Sql("drop table tenants");
        await bench.HubAsync();
        await bench.Awaits(BuiltInResources.Hubs, "tenants", h => OperatorBench.Condition(h, "Ready") == "False", "the failure is in the status");

        var lines = log.All.Where(l => l.Contains("could not be read", StringComparison.Ordinal)).ToList();
        lines.ShouldNotBeEmpty();
        lines.ShouldAllBe(l => l.StartsWith("Error The rows of hub default/tenants could not be read: ", StringComparison.Ordinal)
            && l.Contains("tenants", StringComparison.Ordinal) && !l.Contains("Exception", StringComparison.Ordinal));
    }
}

using Lynq.Sources.MySql;
using Lynq.Sources.Tests.Conformance;
using Shouldly;
using Xunit;

namespace Lynq.Sources.Tests.MySql;

/// <summary>Allocation is counted for the whole process, so nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}

[Collection(AloneCollection.Name)]
public sealed class ClaimedLengthTests
{
    [Fact]
    public async Task Takes_no_memory_for_a_length_that_is_only_claimed()
    {
        await using var server = new ScriptedServer(async side =>
        {
            await side.AcceptAsync(ServerSide.Usual | Capabilities.DeprecateEof);
            await side.SendRawAsync([.. ScriptedResult.Whole(true)[..^11], 0xFE, 0xFF, 0xFF, 4]);
            await side.WaitForCloseAsync();
        });
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var connection = server.Connection with { Timeouts = server.Connection.Timeouts with { Command = TimeSpan.FromMilliseconds(300) } };
        (await Should.ThrowAsync<SourceException>(() => connection.ReadAsync(ScriptedResult.Mapping))).Kind.ShouldBe(SourceErrorKind.Timeout);
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(8L << 20);
    }
}

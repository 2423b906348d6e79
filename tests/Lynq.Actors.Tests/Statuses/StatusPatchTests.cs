using System.Text.Json;
using Lynq.Actors.Statuses;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Statuses;

public sealed class StatusPatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", null)]
    [InlineData("""{"a":1}""", """{"a":2}""", """{"status":{"a":2}}""")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", """{"status":{"b":null}}""")]
    [InlineData("""{"r":{"x":1,"y":2}}""", """{"r":{"x":1}}""", """{"status":{"r":{"y":null}}}""")]
    [InlineData("""{"l":[1,2]}""", """{"l":[]}""", """{"status":{"l":[]}}""")]
    [InlineData("""{}""", """{"r":{"x":1}}""", """{"status":{"r":{"x":1}}}""")]
    public void Is_the_smallest_patch_that_leads_from_one_to_the_other(string before, string after, string? patch) =>
        StatusPatch.Between(JsonDocument.Parse(before).RootElement, JsonDocument.Parse(after).RootElement)?.ToJsonString().ShouldBe(patch);
}

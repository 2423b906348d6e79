using System.Text.Json;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Tests.Node.Acting;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

/// <summary>Contract §2.2 and §22 rule 11 on the sandbox.</summary>
[Collection(NodeServerCollection.Name)]
public sealed class NodeHandoverTests(NodeServer server)
{
    [Theory]
    [InlineData("apply")]
    [InlineData("merge")]
    [InlineData("replace")]
    public Task What_the_original_wrote_under_its_default_name_goes_when_the_form_drops_it(string strategy) =>
        HandoverScenario.Original_writes_are_handed_over(server, strategy);

    [Fact]
    public Task Fields_of_another_operator_of_that_name_stay_its_own() => HandoverScenario.Fields_of_others_stay(server);

    [Theory]
    [InlineData("merge")]
    [InlineData("replace")]
    public Task A_form_that_turns_to_apply_owns_its_fields_once(string strategy) => HandoverScenario.Strategy_changes(server, strategy);
}

using System.Text.Json.Nodes;
using Lynq.Sandbox.Schemas;
using Shouldly;
using Xunit;

namespace Lynq.Sandbox.Tests.Schemas;

public sealed class UnsupportedRulesTests
{
    [Theory]
    [InlineData("self == oldSelf", false)]
    [InlineData(" self==oldSelf ", false)]
    [InlineData("self.size() > 3", true)]
    public void Warns_of_rules_that_are_not_evaluated(string rule, bool warns)
    {
        var definition = JsonNode.Parse("""
            {"spec":{"versions":[{"name":"v1","schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{
              "parts":{"type":"array","items":{"type":"string","x-kubernetes-validations":[{"rule":"RULE"}]}}}}}}}}]}}
            """.Replace("RULE", rule, StringComparison.Ordinal))!.AsObject();
        var warnings = UnsupportedRules.Of(definition).ToList();
        if (warns) warnings.ShouldHaveSingleItem().ShouldStartWith($"v1.spec.parts[]: this sandbox does not evaluate the rule \"{rule}\"");
        else warnings.ShouldBeEmpty();
    }
}

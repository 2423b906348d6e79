using System.Text.Json;
using Lynq.Actors.Node.Ownership;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Ownership;

/// <summary>Contract §10.3 and §10.4, row by row. The node that asks is t/acme-web with uid n1.</summary>
public sealed class OwnershipTableTests
{
    private const string OurRef = """{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","name":"acme-web","uid":"n1","controller":true}""";
    private const string OldRef = """{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","name":"acme-web","uid":"n0","controller":true}""";
    private const string OtherRef = """{"apiVersion":"operator.lynq.sh/v1","kind":"LynqNode","name":"beta-web","uid":"n2","controller":true}""";
    private const string FakeRef = """{"apiVersion":"example.com/v1","kind":"LynqNode","name":"acme-web","uid":"n9","controller":true}""";
    private const string ReplicaSet = """{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"x","uid":"r","controller":true}""";
    private const string PlainRef = """{"apiVersion":"v1","kind":"ConfigMap","name":"x","uid":"c"}""";
    private const string OurLabels = "\"lynq.sh/node\":\"acme-web\",\"lynq.sh/node-namespace\":\"t\"";
    private const string OtherLabels = "\"lynq.sh/node\":\"beta-web\",\"lynq.sh/node-namespace\":\"t\"";
    private const string OtherTenant = "\"lynq.sh/node\":\"acme-web\",\"lynq.sh/node-namespace\":\"u\"";
    private const string Orphaned = "\"lynq.sh/orphaned\":\"true\"";

    private static readonly NodeIdentity Self = new("t", "acme-web", "n1");

    [Theory]
    [InlineData(OurRef, "", "Ours", "Apply", "Apply")]
    [InlineData(OldRef, "", "Ours", "Apply", "Apply")]
    [InlineData("", OurLabels, "Ours", "Apply", "Apply")]
    [InlineData(ReplicaSet, OurLabels, "Ours", "Apply", "Apply")]
    [InlineData("", Orphaned, "Orphan", "Readopt", "Readopt")]
    [InlineData("", Orphaned + "," + OtherLabels, "Orphan", "Readopt", "Readopt")]
    [InlineData(OtherRef, "", "OtherNode", "Conflict", "Conflict")]
    [InlineData(OtherRef, Orphaned, "OtherNode", "Conflict", "Conflict")]
    [InlineData("", OtherLabels, "OtherNode", "Conflict", "Conflict")]
    [InlineData("", OtherTenant, "OtherNode", "Conflict", "Conflict")]
    [InlineData(ReplicaSet, "", "OtherController", "Conflict", "TakeFieldsOnly")]
    [InlineData(FakeRef, "", "OtherController", "Conflict", "TakeFieldsOnly")]
    [InlineData(PlainRef, "", "Unowned", "ApplyUnlessFieldsConflict", "TakeOver")]
    [InlineData("", "", "Unowned", "ApplyUnlessFieldsConflict", "TakeOver")]
    public void The_table_of_owners(string reference, string labels, string owner, string stuck, string force)
    {
        var found = OwnershipTable.Of(Live(reference, labels), Self, inventoryUid: null);
        found.Kind.ToString().ShouldBe(owner);
        OwnershipTable.Decide(found, force: false).ToString().ShouldBe(stuck);
        OwnershipTable.Decide(found, force: true).ToString().ShouldBe(force);
    }

    [Fact]
    public void The_inventory_proves_ownership_by_uid_only()
    {
        OwnershipTable.Of(Live("", ""), Self, "live-uid").Kind.ShouldBe(OwnerKind.Ours);
        OwnershipTable.Of(Live("", ""), Self, "another-uid").Kind.ShouldBe(OwnerKind.Unowned);
        OwnershipTable.Of(Live("", OtherLabels), Self, "live-uid").Kind.ShouldBe(OwnerKind.OtherNode);
    }

    [Theory]
    [InlineData(OurRef, "", "", "Delete")]
    [InlineData(OurRef, "", "\"lynq.sh/deletion-policy\":\"Retain\"", "Retain")]
    [InlineData("", OurLabels, "\"lynq.sh/deletion-policy\":\"Delete\"", "Delete")]
    [InlineData("", OurLabels, "\"lynq.sh/adopted\":\"true\"", "Release")]
    [InlineData(OtherRef, "", "", "LeaveAlone")]
    [InlineData("", OtherLabels, "", "LeaveAlone")]
    [InlineData("", Orphaned, "", "LeaveAlone")]
    [InlineData(ReplicaSet, "", "", "LeaveAlone")]
    [InlineData("", "", "", "LeaveAlone")]
    public void Only_what_is_provably_ours_is_removed_and_its_own_annotation_decides_how(string reference, string labels, string annotations, string expected) =>
        RemovalDecision.Decide(Live(reference, labels, annotations), Self, inventoryUid: null, retainBySpec: false).ToString().ShouldBe(expected);

    [Fact]
    public void The_policy_of_the_spec_counts_when_the_object_does_not_say() =>
        RemovalDecision.Decide(Live(OurRef, ""), Self, null, retainBySpec: true).ShouldBe(Removal.Retain);

    private static LiveMetadata Live(string reference, string labels, string annotations = "") => LiveMetadata.Of(JsonElement.Parse(
        $$$"""{"metadata":{"name":"x","namespace":"t","uid":"live-uid","ownerReferences":[{{{reference}}}],"labels":{ {{{labels}}} },"annotations":{ {{{annotations}}} } } }"""));
}

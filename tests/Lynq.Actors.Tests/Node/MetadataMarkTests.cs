using Lynq.Actors.Node;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node;

public sealed class MetadataMarkTests
{
    private static readonly ObjectMetadata Metadata = new()
    {
        Uid = "u1",
        ResourceVersion = "7",
        Generation = 1,
        Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1", ["b"] = "2" },
        Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["lynq.sh/uid"] = "acme", ["lynq.sh/activate"] = "1" },
        Finalizers = ["lynq.sh/node"],
        OwnerReferences = [new ObjectOwner { Kind = "LynqHub", Name = "hub", Uid = "h1", Controller = true }],
    };

    public static TheoryData<string, ObjectMetadata> Changed => new()
    {
        { "another incarnation", Metadata with { Uid = "u2" } },
        { "an edited spec", Metadata with { Generation = 2 } },
        { "a deletion", Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } },
        { "a label more", Metadata with { Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1", ["b"] = "2", ["c"] = "3" } } },
        { "values swapped", Metadata with { Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "2", ["b"] = "1" } } },
        { "an annotation changed", Metadata with { Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["lynq.sh/uid"] = "acme", ["lynq.sh/activate"] = "0" } } },
        { "no annotations", Metadata with { Annotations = null } },
        { "no finalizer", Metadata with { Finalizers = null } },
        { "another owner", Metadata with { OwnerReferences = [new ObjectOwner { Kind = "LynqHub", Name = "hub", Uid = "h2", Controller = true }] } },
    };

    [Fact]
    public void Is_the_same_whatever_the_version_and_the_order_of_the_maps()
    {
        var later = Metadata with
        {
            ResourceVersion = "9",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "2", ["a"] = "1" },
            Finalizers = ["lynq.sh/node"],
            OwnerReferences = [new ObjectOwner { Kind = "LynqHub", Name = "hub", Uid = "h1", Controller = true }],
        };
        MetadataMark.Of(later).ShouldBe(MetadataMark.Of(Metadata));
    }

    [Theory]
    [MemberData(nameof(Changed))]
    public void Differs_for(string what, ObjectMetadata changed) => MetadataMark.Of(changed).ShouldNotBe(MetadataMark.Of(Metadata), what);

    [Fact]
    public void Is_never_that_of_what_was_observed() => MetadataMark.Of(new ObjectMetadata()).ShouldNotBe(0);
}

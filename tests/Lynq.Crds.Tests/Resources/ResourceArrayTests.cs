using Lynq.Crds.Tests.Validation;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Resources;

public sealed class ResourceArrayTests
{
    [Fact]
    public void Resources_come_array_by_array_in_the_order_of_the_contract()
    {
        var arrays = ResourceArray.All.Select(a => a.Name).ToList();
        arrays.ShouldBe([
            "serviceAccounts", "deployments", "statefulSets", "daemonSets", "services", "ingresses", "configMaps", "secrets", "persistentVolumeClaims",
            "jobs", "cronJobs", "podDisruptionBudgets", "networkPolicies", "horizontalPodAutoscalers", "namespaces", "manifests"]);
        var form = Objects.Form($$"""{"hubId":"h",{{string.Join(',', arrays.AsEnumerable().Reverse().Select(a => $$"""{{'"'}}{{a}}":[{"id":"{{a}}-1"},{"id":"{{a}}-2"}]"""))}}}""");
        form.Spec.AllResources().Select(r => r.Resource.Id).ShouldBe(arrays.SelectMany(a => new[] { $"{a}-1", $"{a}-2" }));
        form.Spec.AllResources().ShouldAllBe(r => r.Resource.Id.StartsWith(r.Array.Name + "-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_node_takes_the_arrays_of_its_form_and_maps_them()
    {
        var form = Objects.Form("""{"hubId":"h","jobs":[{"id":"a"}],"secrets":[]}""");
        var node = new LynqNodeSpec { Uid = "u", TemplateRef = "f", ConfigMaps = [new() { Id = "old" }] }
            .WithResourcesOf(form.Spec)
            .MapResources((array, resource) => resource with { NameTemplate = $"{array}/{resource.Id}" });
        node.Uid.ShouldBe("u");
        node.ConfigMaps.ShouldBeNull();
        node.Secrets.ShouldBeEmpty();
        node.AllResources().ShouldHaveSingleItem().Resource.NameTemplate.ShouldBe("jobs/a");
    }

    [Theory]
    [InlineData("{}", CreationPolicy.WhenNeeded, DeletionPolicy.Delete, ConflictPolicy.Stuck, PatchStrategy.Apply, true, true, 300)]
    [InlineData("""{"creationPolicy":"Once","deletionPolicy":"Retain","conflictPolicy":"Force","patchStrategy":"merge","waitForReady":false,"skipOnDependencyFailure":false,"timeoutSeconds":7}""", CreationPolicy.Once, DeletionPolicy.Retain, ConflictPolicy.Force, PatchStrategy.Merge, false, false, 7)]
    [InlineData("""{"patchStrategy":"replace","timeoutSeconds":0}""", CreationPolicy.WhenNeeded, DeletionPolicy.Delete, ConflictPolicy.Stuck, PatchStrategy.Replace, true, true, 300)]
    public void Policies_have_defaults(string json, CreationPolicy creation, DeletionPolicy deletion, ConflictPolicy conflict, PatchStrategy patch, bool wait, bool skip, int seconds) =>
        Objects.Form($$"""{"configMaps":[{{json}}]}""").Spec.ConfigMaps![0].Policies
            .ShouldBe(new ResourcePolicies(creation, deletion, conflict, patch, wait, skip, TimeSpan.FromSeconds(seconds)));
}

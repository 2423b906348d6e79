using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace Lynq.Architecture.Tests;

/// <summary>Dependencies between the rooms point one way (docs/architecture.md).</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Lynq.Crds"] = [],
        ["Lynq.Templates"] = [],
        ["Lynq.Kubernetes"] = ["Lynq.Crds"],
        ["Lynq.Sources"] = ["Lynq.Crds"],
        ["Lynq.Sandbox"] = ["Lynq.Crds"],
        ["Lynq.Actors"] = ["Lynq.Crds", "Lynq.Templates", "Lynq.Kubernetes", "Lynq.Sources"],
        ["Lynq.Host"] = ["Lynq.Actors", "Lynq.Crds", "Lynq.Templates", "Lynq.Kubernetes", "Lynq.Sources", "Lynq.Sandbox"],
        ["Lynq.Cluster"] = ["Lynq.Actors", "Lynq.Crds", "Lynq.Templates", "Lynq.Kubernetes", "Lynq.Sources", "Lynq.Sandbox", "Lynq.Host", "Lynq.AkkaManagement", "Lynq.Petabridge"],
        ["Lynq.AkkaManagement"] = [],
        ["Lynq.Petabridge"] = [],
    };

    public static TheoryData<string> Projects =>
        [.. Directory.EnumerateFiles(Path.Combine(Sources.Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_its_place_allows(string project)
    {
        Allowed.ShouldContainKey(project, "a new room needs its place in this table and in docs/architecture.md");
        var references = XDocument.Load(Path.Combine(Sources.Root, "src", project, $"{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        references.Except(Allowed[project], StringComparer.Ordinal).ShouldBeEmpty();
    }
}

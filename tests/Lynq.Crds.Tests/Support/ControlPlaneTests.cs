using System.Net;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Support;

public sealed class ControlPlaneTests
{
    [ControlPlaneFact]
    public async Task It_serves_survives_a_crash_of_its_server_and_leaves_nothing_behind()
    {
        string folder;
        await using (var plane = await ControlPlane.StartAsync(new() { ControllerManager = true, Audit = true }))
        {
            folder = plane.Folder;
            var ns = await plane.CreateNamespaceAsync();
            using var operatorClient = plane.CreateClient("operator");
            (await operatorClient.GetAsync($"/api/v1/namespaces/{ns}")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await plane.KillApiServerAsync();
            await plane.StartApiServerAsync();
            (await plane.KubectlAsync(null, "get", "namespace", ns, "-o", "name")).Output.Trim().ShouldBe($"namespace/{ns}");
            File.ReadAllText(plane.AuditLog).ShouldContain($"/api/v1/namespaces/{ns}");
        }

        Directory.Exists(folder).ShouldBeFalse();
    }
}

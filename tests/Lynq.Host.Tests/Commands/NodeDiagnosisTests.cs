using Lynq.Crds;
using Lynq.Host.Commands.Why;

namespace Lynq.Host.Tests.Commands;

public sealed class NodeDiagnosisTests
{
    private static readonly LynqNode Node = new()
    {
        Metadata = new() { Name = "acme-shop", Namespace = "default" },
        Spec = new()
        {
            Uid = "acme",
            TemplateRef = "shop",
            ConfigMaps = [new() { Id = "settings" }],
            Deployments = [new() { Id = "web", DependIds = ["settings", "volume"] }],
            PersistentVolumeClaims = [new() { Id = "volume" }],
            Services = [new() { Id = "front", DependIds = ["web"] }],
        },
        Status = new()
        {
            ReadyResources = 1,
            Conditions =
            [
                new() { Type = "Ready", Status = "False", Reason = "ResourcesFailed", Message = "1 resource failed" },
                new() { Type = "Degraded", Status = "True", Reason = "ResourceFailures", Message = "volume failed" },
            ],
            Resources =
            [
                new() { Id = "settings", Kind = "ConfigMap", Name = "acme", State = ResourceStates.Ready },
                new() { Id = "volume", Kind = "PersistentVolumeClaim", Name = "acme-data", State = ResourceStates.Failed, Reason = "NotReadyInTime", Message = "Pending for 300 s" },
                new() { Id = "web", Kind = "Deployment", Name = "acme-web", State = ResourceStates.Skipped, Reason = "DependencyFailed" },
                new() { Id = "front", Kind = "Service", Name = "acme", State = ResourceStates.Blocked },
            ],
        },
    };

    [Fact]
    public void Puts_causes_first_and_what_they_hold_up_below_them()
    {
        var events = new[] { (Key: ("PersistentVolumeClaim", "acme-data"), Line: "ProvisioningFailed: no storage class") }.ToLookup(e => e.Key, e => e.Line);
        string.Join('\n', NodeDiagnosis.Of(Node, events).Lines()).ShouldBe("""
            ✗ LynqNode acme-shop: ResourcesFailed: 1 resource failed (1 of 4 resources ready)
              Degraded: ResourceFailures: volume failed
            └─ volume: PersistentVolumeClaim acme-data Failed (NotReadyInTime): Pending for 300 s
               event: ProvisioningFailed: no storage class
               └─ web: Deployment acme-web Skipped (DependencyFailed)
                  └─ front: Service acme Blocked
              ready: settings
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Tells_programs_what_each_resource_waits_for()
    {
        var json = NodeDiagnosis.Of(Node, Array.Empty<((string, string) Key, string Line)>().ToLookup(e => e.Key, e => e.Line)).ToJson();
        ((bool?)json["ready"]).ShouldBe(false);
        json["resources"]!.AsArray().ToDictionary(r => (string)r!["id"]!, r => string.Join(' ', r!["waitsFor"]!.AsArray())).ShouldBe(
            new Dictionary<string, string> { ["settings"] = "", ["volume"] = "", ["web"] = "volume", ["front"] = "web" },
            ignoreOrder: true);
    }
}

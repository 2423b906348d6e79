using System.Text.Json.Nodes;
using Lynq.Sandbox.Lifecycle;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Simulation;

/// <summary>The statuses of what is no workload: claims bind, load balancers get addresses, autoscalers can scale.</summary>
internal sealed class PlainStatus(SimulatorOptions options, TimeProvider time)
{
    private int _addresses;

    /// <summary>Whether the object still waits for something that the simulator gives.</summary>
    public bool Concerns(JsonObject value) => value.Text("kind") switch
    {
        "PersistentVolumeClaim" => options.Claims && value.Child("status").Text("phase") != "Bound",
        "Service" => options.LoadBalancers && value.Child("spec").Text("type") == "LoadBalancer" && !HasAddress(value),
        "Ingress" => options.Ingresses && !HasAddress(value),
        "HorizontalPodAutoscaler" => !value.Child("status").Objects("conditions").Any(),
        _ => false,
    };

    public void Finish(JsonObject value)
    {
        var status = value.Ensure("status");
        var spec = value.Child("spec");
        switch (value.Text("kind"))
        {
            case "PersistentVolumeClaim":
                status["phase"] = "Bound";
                status["accessModes"] = spec?["accessModes"]?.DeepClone();
                status["capacity"] = spec.Child("resources")?["requests"]?.DeepClone();
                break;
            case "Service" or "Ingress":
                var number = Interlocked.Increment(ref _addresses);
                status["loadBalancer"] = new JsonObject
                {
                    ["ingress"] = new JsonArray(new JsonObject { ["ip"] = $"192.0.{2 + number / 250 % 200}.{number % 250 + 1}" }),
                };
                break;
            case "HorizontalPodAutoscaler":
                var replicas = spec.Number("minReplicas") ?? 1;
                status["currentReplicas"] = replicas;
                status["desiredReplicas"] = replicas;
                Conditions.Set(status, "AbleToScale", true, "ReadyForNewScale", "recommended size matches current size", time);
                Conditions.Set(status, "ScalingActive", true, "ValidMetricFound", "the HPA was able to successfully calculate a replica count", time);
                break;
            default:
                break;
        }
    }

    private static bool HasAddress(JsonObject value) => value.Child("status").Child("loadBalancer").Array("ingress") is { Count: > 0 };
}

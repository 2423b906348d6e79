using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>The server's defaults of pod specs and pod templates.</summary>
internal static class PodDefaults
{
    public static void Template(JsonObject? template)
    {
        if (template is null) return;
        template.Ensure("metadata");
        if (template.Child("spec") is { } spec) Spec(spec);
    }

    public static void Spec(JsonObject spec)
    {
        spec.SetDefault("restartPolicy", "Always");
        spec.SetDefault("terminationGracePeriodSeconds", 30);
        spec.SetDefault("dnsPolicy", "ClusterFirst");
        spec.SetDefault("securityContext", new JsonObject());
        spec.SetDefault("schedulerName", "default-scheduler");
        if (spec.Text("serviceAccountName") is { Length: > 0 } account) spec.SetDefault("serviceAccount", account);
        else if (spec.Text("serviceAccount") is { Length: > 0 } old) spec["serviceAccountName"] = old;
        foreach (var container in spec.Objects("initContainers")) Container(container);
        foreach (var container in spec.Objects("containers")) Container(container);
        foreach (var volume in spec.Objects("volumes")) Volume(volume);
    }

    private static void Container(JsonObject container)
    {
        container.SetDefault("terminationMessagePath", "/dev/termination-log");
        container.SetDefault("terminationMessagePolicy", "File");
        container.SetDefault("imagePullPolicy", PullPolicy(container.Text("image")));
        container.SetDefault("resources", new JsonObject());
        foreach (var port in container.Objects("ports")) port.SetDefault("protocol", "TCP");
        foreach (var variable in container.Objects("env"))
        {
            if (variable.Child("valueFrom").Child("fieldRef") is { } field) field.SetDefault("apiVersion", "v1");
        }

        foreach (var name in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container.Child(name) is { } probe) Probe(probe);
        }

        foreach (var name in (string[])["postStart", "preStop"]) Http(container.Child("lifecycle").Child(name).Child("httpGet"));
        RequestsFromLimits(container.Child("resources")!);
    }

    // What has a limit and no request requests its limit.
    private static void RequestsFromLimits(JsonObject resources)
    {
        foreach (var (name, limit) in resources.Child("limits") ?? []) resources.Ensure("requests").SetDefault(name, limit?.DeepClone());
    }

    private static string PullPolicy(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        if (name.Contains('@', StringComparison.Ordinal)) return "IfNotPresent";
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || name[colon..] == ":latest" ? "Always" : "IfNotPresent";
    }

    private static void Probe(JsonObject probe)
    {
        probe.SetDefault("timeoutSeconds", 1);
        probe.SetDefault("periodSeconds", 10);
        probe.SetDefault("successThreshold", 1);
        probe.SetDefault("failureThreshold", 3);
        Http(probe.Child("httpGet"));
        if (probe.Child("grpc") is { } grpc) grpc.SetDefault("service", "");
    }

    private static void Http(JsonObject? get)
    {
        if (get is null) return;
        get.SetDefault("path", "/");
        get.SetDefault("scheme", "HTTP");
    }

    private static void Volume(JsonObject volume)
    {
        if (volume.Count == 1) volume["emptyDir"] = new JsonObject();
        foreach (var name in (string[])["configMap", "secret", "projected", "downwardAPI"])
        {
            if (volume.Child(name) is { } source) source.SetDefault("defaultMode", 420);
        }

        if (volume.Child("hostPath") is { } host) host.SetDefault("type", "");
        foreach (var source in volume.Child("projected").Objects("sources"))
        {
            if (source.Child("serviceAccountToken") is { } token) token.SetDefault("expirationSeconds", 3600);
        }
    }
}

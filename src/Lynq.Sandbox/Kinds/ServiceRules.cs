using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>Services: addresses and node ports are given by the server and kept for the Service's life.</summary>
internal sealed class ServiceRules : KindRules
{
    public override void Default(JsonObject value)
    {
        var spec = value.Ensure("spec");
        spec.SetDefault("sessionAffinity", "None");
        spec.SetDefault("type", "ClusterIP");
        foreach (var port in spec.Objects("ports"))
        {
            port.SetDefault("protocol", "TCP");
            port.SetDefault("targetPort", port["port"]?.DeepClone());
        }

        if (spec.Text("type") == "ExternalName") return;
        spec.SetDefault("internalTrafficPolicy", "Cluster");
        if (!HasNodePorts(spec)) return;
        spec.SetDefault("externalTrafficPolicy", "Cluster");
        if (spec.Text("type") != "LoadBalancer") return;
        spec.SetDefault("allocateLoadBalancerNodePorts", true);
        foreach (var ingress in value.Child("status").Child("loadBalancer").Objects("ingress").Where(ingress => ingress.Text("ip").Length > 0))
            ingress.SetDefault("ipMode", "VIP");
    }

    public override void PrepareCreate(JsonObject value, KindContext context)
    {
        value["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };
        Allocate(value.Child("spec")!, [], context);
    }

    public override void PrepareUpdate(JsonObject value, JsonObject live, KindContext context)
    {
        if (context.Subresource.Length > 0) return;
        var (spec, before) = (value.Ensure("spec"), live.Ensure("spec"));
        foreach (var name in (string[])["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"])
        {
            if (spec.Text("type") != "ExternalName" && before[name] is { } kept) spec.SetDefault(name, kept.DeepClone());
        }

        if (HasNodePorts(spec))
        {
            foreach (var port in spec.Objects("ports"))
            {
                var twin = before.Objects("ports").FirstOrDefault(old => old.Number("port") == port.Number("port") && old.Text("protocol") == port.Text("protocol"));
                if (twin?["nodePort"] is { } number) port.SetDefault("nodePort", number.DeepClone());
            }
        }

        Allocate(spec, before, context);
    }

    public override IEnumerable<FieldCause> Validate(JsonObject value)
    {
        var spec = value.Child("spec");
        var type = spec.Text("type");
        if (type is not ("ClusterIP" or "NodePort" or "LoadBalancer" or "ExternalName"))
            yield return FieldCause.NotSupported("spec.type", type, ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]);
        if (type != "ExternalName" && spec.Text("clusterIP") != "None" && spec?.Array("ports") is not { Count: > 0 })
            yield return FieldCause.Required("spec.ports");
        if (type == "ExternalName" && spec.Text("externalName").Length == 0) yield return FieldCause.Required("spec.externalName");
        var index = 0;
        var several = spec.Objects("ports").Count() > 1;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var port in spec.Objects("ports"))
        {
            var path = $"spec.ports[{index++}]";
            if (several && port.Text("name").Length == 0) yield return FieldCause.Required(path + ".name");
            if (port.Text("name") is { Length: > 0 } name && !names.Add(name)) yield return FieldCause.Duplicate(path + ".name", name);
            if (port.Number("port") is not (>= 1 and <= 65535))
                yield return FieldCause.Invalid(path + ".port", port["port"] ?? 0, "must be between 1 and 65535, inclusive");
        }
    }

    public override IEnumerable<FieldCause> ValidateUpdate(JsonObject value, JsonObject live)
    {
        var (after, before) = (value.Child("spec").Text("clusterIP"), live.Child("spec").Text("clusterIP"));
        if (before.Length > 0 && after != before && value.Child("spec").Text("type") != "ExternalName")
            yield return FieldCause.Invalid("spec.clusterIPs[0]", new JsonArray(after), "may not change once set");
    }

    public override void Released(JsonObject value, KindContext context)
    {
        var spec = value.Child("spec");
        context.Addresses.FreeIp(spec.Text("clusterIP"));
        foreach (var port in spec.Objects("ports"))
        {
            if (port.Number("nodePort") is { } number) context.Addresses.FreePort((int)number);
        }
    }

    private static bool HasNodePorts(JsonObject spec) => spec.Text("type") is "NodePort" or "LoadBalancer";

    private static void Allocate(JsonObject spec, JsonObject before, KindContext context)
    {
        if (spec.Text("type") == "ExternalName") return;
        var address = spec.Text("clusterIP");
        if (address.Length == 0) spec["clusterIP"] = address = context.Addresses.NextIp();
        else if (address != "None" && address != before.Text("clusterIP")) context.Addresses.TakeIp(address);
        spec["clusterIPs"] = new JsonArray(address);
        spec.SetDefault("ipFamilies", new JsonArray("IPv4"));
        spec.SetDefault("ipFamilyPolicy", "SingleStack");
        if (!HasNodePorts(spec)) return;
        foreach (var port in spec.Objects("ports"))
        {
            if (port.Number("nodePort") is { } wanted) context.Addresses.TakePort((int)wanted);
            else port["nodePort"] = context.Addresses.NextPort();
        }
    }
}

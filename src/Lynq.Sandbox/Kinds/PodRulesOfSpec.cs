using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Kinds;

/// <summary>What a pod spec must have, wherever it stands.</summary>
internal static class PodRulesOfSpec
{
    /// <param name="spec">The spec, or null.</param>
    /// <param name="path">Where it stands, such as spec.template.spec.</param>
    /// <param name="restart">The only restart policy that its owner allows; empty when all are.</param>
    public static IEnumerable<FieldCause> Check(JsonObject? spec, string path, string restart)
    {
        if (spec?.Array("containers") is not { Count: > 0 })
        {
            yield return FieldCause.Required(path + ".containers");
            yield break;
        }

        var volumes = spec.Objects("volumes").Select(volume => volume.Text("name")).ToHashSet(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in (string[])["initContainers", "containers"])
        {
            var index = 0;
            foreach (var container in spec.Objects(list))
            {
                foreach (var cause in Container(container, $"{path}.{list}[{index++}]", volumes, names)) yield return cause;
            }
        }

        var policy = spec.Text("restartPolicy");
        if (policy is not ("Always" or "OnFailure" or "Never"))
            yield return FieldCause.NotSupported(path + ".restartPolicy", policy, ["Always", "OnFailure", "Never"]);
        else if (restart.Length > 0 && !restart.Split(',').Contains(policy, StringComparer.Ordinal))
            yield return FieldCause.NotSupported(path + ".restartPolicy", policy, restart.Split(','));
    }

    private static IEnumerable<FieldCause> Container(JsonObject container, string path, HashSet<string> volumes, HashSet<string> names)
    {
        var name = container.Text("name");
        if (name.Length == 0) yield return FieldCause.Required(path + ".name");
        else if (NameRules.DnsLabelProblem(name) is { } why) yield return FieldCause.Invalid(path + ".name", name, why);
        else if (!names.Add(name)) yield return FieldCause.Duplicate(path + ".name", name);
        if (container.Text("image").Length == 0) yield return FieldCause.Required(path + ".image");
        var index = 0;
        foreach (var port in container.Objects("ports"))
        {
            var at = $"{path}.ports[{index++}]";
            if (port.Number("containerPort") is not { } number) yield return FieldCause.Required(at + ".containerPort");
            else if (number is < 1 or > 65535) yield return FieldCause.Invalid(at + ".containerPort", number, "must be between 1 and 65535, inclusive");
        }

        index = 0;
        foreach (var mount in container.Objects("volumeMounts"))
        {
            var at = $"{path}.volumeMounts[{index++}]";
            if (!volumes.Contains(mount.Text("name"))) yield return new FieldCause("FieldValueNotFound", $"Not found: \"{mount.Text("name")}\"", at + ".name");
            if (mount.Text("mountPath").Length == 0) yield return FieldCause.Required(at + ".mountPath");
        }
    }
}

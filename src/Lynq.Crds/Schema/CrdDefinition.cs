using System.Text.Json.Nodes;

namespace Lynq.Crds.Schema;

/// <summary>One kind as a CustomResourceDefinition (contract §1).</summary>
public sealed class CrdDefinition
{
    private readonly Type _type;
    private readonly IReadOnlyList<PrinterColumn> _columns;

    private CrdDefinition(Type type, string kind, string plural, IReadOnlyList<PrinterColumn> columns) =>
        (_type, Kind, Plural, _columns) = (type, kind, plural, columns);

    /// <summary>All three kinds.</summary>
    public static IReadOnlyList<CrdDefinition> All { get; } =
    [
        new(typeof(LynqHub), LynqApi.HubKind, LynqApi.HubPlural,
        [
            new("Templates", "integer", ".status.referencingTemplates"),
            new("Desired", "integer", ".status.desired"),
            new("Ready", "integer", ".status.ready"),
            new("Failed", "integer", ".status.failed"),
            new("Conditions", "string", PrinterColumn.Condition(ConditionTypes.Ready, "reason")),
            PrinterColumn.Age,
        ]),
        new(typeof(LynqForm), LynqApi.FormKind, LynqApi.FormPlural,
        [
            new("Hub", "string", ".spec.hubId"),
            new("Total", "integer", ".status.totalNodes"),
            new("Ready", "integer", ".status.readyNodes"),
            new("Rollout", "string", ".status.rollout.phase"),
            new("Updating", "integer", ".status.rollout.updatingNodes"),
            new("Applied", "string", PrinterColumn.Condition(ConditionTypes.Applied, "status")),
            PrinterColumn.Age,
        ]),
        new(typeof(LynqNode), LynqApi.NodeKind, LynqApi.NodePlural,
        [
            new("UID", "string", ".spec.uid"),
            new("Form", "string", ".spec.templateRef"),
            new("Ready", "integer", ".status.readyResources"),
            new("Desired", "integer", ".status.desiredResources"),
            new("Skipped", "integer", ".status.skippedResources"),
            new("Conflicted", "string", PrinterColumn.Condition(ConditionTypes.Conflicted, "status")),
            new("Conditions", "string", PrinterColumn.Condition(ConditionTypes.Ready, "reason")),
            PrinterColumn.Age,
            new("Failed", "integer", ".status.failedResources") { Priority = 1 },
            new("Degraded", "string", PrinterColumn.Condition(ConditionTypes.Degraded, "status")) { Priority = 1 },
        ]),
    ];

    /// <summary>The kind.</summary>
    public string Kind { get; }

    /// <summary>Its plural.</summary>
    public string Plural { get; }

    /// <summary>Name of the definition object.</summary>
    public string Name => $"{Plural}.{LynqApi.Group}";

    /// <summary>Name of the file that holds the definition.</summary>
    public string FileName => $"{LynqApi.Group}_{Plural}.yaml";

    /// <summary>The definition object.</summary>
    public JsonObject ToJson(FieldDescriptions descriptions) => new()
    {
        ["apiVersion"] = "apiextensions.k8s.io/v1",
        ["kind"] = "CustomResourceDefinition",
        ["metadata"] = new JsonObject { ["name"] = Name },
        ["spec"] = new JsonObject
        {
            ["group"] = LynqApi.Group,
            ["scope"] = "Namespaced",
            ["names"] = new JsonObject
            {
                ["kind"] = Kind,
                ["listKind"] = $"{Kind}List",
                ["plural"] = Plural,
                ["singular"] = Plural[..^1],
            },
            ["versions"] = new JsonArray(new JsonObject
            {
                ["name"] = LynqApi.Version,
                ["served"] = true,
                ["storage"] = true,
                ["subresources"] = new JsonObject { ["status"] = new JsonObject() },
                ["additionalPrinterColumns"] = new JsonArray([.. _columns.Select(column => column.ToJson())]),
                ["schema"] = new JsonObject { ["openAPIV3Schema"] = new SchemaBuilder(descriptions).Root(_type) },
            }),
        },
    };

    /// <summary>The definition as YAML.</summary>
    public string ToYaml(FieldDescriptions descriptions) => YamlText.Write(ToJson(descriptions));
}

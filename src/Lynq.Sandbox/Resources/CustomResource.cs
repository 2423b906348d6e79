using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Resources;

/// <summary>What the CRD says of a served version beyond its names and shape.</summary>
/// <param name="Crd">The CustomResourceDefinition's name.</param>
/// <param name="OpenApi">The version's openAPIV3Schema as written; null when it has none.</param>
/// <param name="Columns">The version's additionalPrinterColumns.</param>
/// <param name="Scale">Paths of the scale subresource, or null.</param>
/// <param name="SelectableFields">Paths that field selectors may use, such as ".spec.colour".</param>
/// <param name="DeprecationWarning">The warning sent with each answer of a deprecated version, or null.</param>
internal sealed record CustomResource(
    string Crd,
    JsonObject? OpenApi,
    IReadOnlyList<PrinterColumn> Columns,
    ScalePaths? Scale,
    IReadOnlyList<string> SelectableFields,
    string? DeprecationWarning);

/// <summary>One additional printer column.</summary>
internal sealed record PrinterColumn(string Name, string Type, string Format, string Description, int Priority, string JsonPath);

/// <summary>The paths that a CRD's scale subresource names, such as ".spec.replicas".</summary>
internal sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? LabelSelector);

using System.Text.Json.Nodes;
using Lynq.Sandbox.Kinds;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.Api;

/// <summary>Brings what a client sent into the kind's shape: unknown fields out, defaults in, wrong types refused.</summary>
internal static class Decoding
{
    public static void Decode(ResourceType type, JsonObject value, WriteOptions options)
    {
        var unknown = new List<string>();
        if (type.Custom is null)
        {
            if (TypedShape.Fit(value, type.Schema, unknown) is { } wrong) throw Unfit(type, wrong);
        }
        else
        {
            if (value["metadata"] is JsonObject metadata && TypedShape.Fit(metadata, BuiltinTypes.ObjectMeta, [], "metadata") is { } wrong)
                throw Unfit(type, wrong);
            StructuralPruning.Prune(value, type.Schema, unknown);
            StructuralDefaults.Fill(value, type.Schema);
        }

        Report(type, unknown, options);
        KindTable.Of(type).Default(value);
    }

    private static void Report(ResourceType type, List<string> unknown, WriteOptions options)
    {
        if (unknown.Count == 0 || options.FieldValidation == FieldValidation.Ignore) return;
        var findings = unknown.Select(path => $"unknown field \"{path}\"").ToList();
        if (options.FieldValidation == FieldValidation.Warn)
        {
            options.Warnings.AddRange(findings);
            return;
        }

        throw Errors.BadRequest(
            $"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: strict decoding error: {string.Join(", ", findings)}");
    }

    private static ApiException Unfit(ResourceType type, string wrong) =>
        Errors.BadRequest($"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: {wrong}");
}

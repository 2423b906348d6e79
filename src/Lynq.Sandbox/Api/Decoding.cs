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
            if (TypedShape.Fit(value, type.Schema, unknown) is { } wrong) throw Unfit(type, value, wrong, options);
        }
        else
        {
            if (value["metadata"] is JsonObject metadata && TypedShape.Fit(metadata, BuiltinTypes.ObjectMeta, [], "metadata") is { } wrong)
                throw Unfit(type, value, wrong, options);
            StructuralPruning.Prune(value, type.Schema, unknown);
            StructuralDefaults.Fill(value, type.Schema);
        }

        Report(type, value, unknown, options);
        KindTable.Of(type).Default(value);
    }

    private static void Report(ResourceType type, JsonObject value, List<string> unknown, WriteOptions options)
    {
        if (unknown.Count == 0 || options.FieldValidation == FieldValidation.Ignore) return;
        var findings = unknown.Select(path => $"unknown field \"{path}\"").ToList();
        if (options.FieldValidation == FieldValidation.Warn)
        {
            options.Warnings.AddRange(findings);
            return;
        }

        throw Unfit(type, value, "strict decoding error: " + string.Join(", ", findings), options);
    }

    // What a patch makes of an object is invalid where the same body would be a bad request.
    private static ApiException Unfit(ResourceType type, JsonObject value, string wrong, WriteOptions options)
    {
        if (options.Patch is not { } patch)
            return Errors.BadRequest($"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: {wrong}");
        var cause = FieldCause.Invalid("patch", patch(value), wrong);
        return new ApiException(422, Reasons.Invalid, " \"\" is invalid: " + cause, new JsonObject { ["causes"] = new JsonArray(cause.ToJson()) });
    }
}

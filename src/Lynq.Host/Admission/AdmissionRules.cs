using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lynq.Crds;
using Lynq.Crds.Validation;

namespace Lynq.Host.Admission;

/// <summary>What is decided about a hub or form that somebody writes (contract §17): defaults to fill in, or a verdict with warnings.</summary>
internal sealed class AdmissionRules(TemplateInspector inspect, IHubLookup hubs, IFormAccess access)
{
    // An answer carries at most this many warnings, each at most this long: the API server cuts more off with a complaint of its own.
    private const int MostWarnings = 12;
    private const int LongestWarning = 256;

    /// <summary>Fills in a hub's defaults.</summary>
    public static AdmissionResponse DefaultHub(AdmissionRequest request) =>
        HasSource(request.Object) ? Fill(request, CrdJson.Default.LynqHub, HubDefaulting.WithDefaults) : new() { Uid = request.Uid, Allowed = true };

    /// <summary>Fills in a form's defaults.</summary>
    public static AdmissionResponse DefaultForm(AdmissionRequest request) => Fill(request, CrdJson.Default.LynqForm, FormDefaulting.WithDefaults);

    /// <summary>Judges a hub.</summary>
    public static AdmissionResponse ValidateHub(AdmissionRequest request)
    {
        var hub = Read(request.Object, CrdJson.Default.LynqHub);
        return hub is null ? Unreadable(request, "LynqHub") : Judge(request, HubValidation.Validate(hub.WithDefaults()));
    }

    /// <summary>Judges a form.</summary>
    public async Task<AdmissionResponse> ValidateFormAsync(AdmissionRequest request, CancellationToken cancellationToken)
    {
        if (Read(request.Object, CrdJson.Default.LynqForm) is not { } form)
            return Unreadable(request, "LynqForm");
        var ns = request.Namespace ?? form.Metadata.Namespace ?? "";
        var (knowledge, hub) = await hubs.FindAsync(ns, form.Spec.HubId, cancellationToken);
        var context = new FormValidationContext
        {
            Inspect = inspect,
            Previous = Read(request.OldObject, CrdJson.Default.LynqForm),
            HubKnowledge = knowledge,
            Hub = hub,
        };
        var result = FormValidation.Validate(form.WithDefaults(), context);
        return result.FirstError is null
            ? Judge(request, result, await access.MissingAsync(form, ns, cancellationToken))
            : Judge(request, result);
    }

    private static AdmissionResponse Judge(AdmissionRequest request, ValidationResult result, IReadOnlyList<string>? missing = null)
    {
        List<string> warnings = [.. (missing ?? []).Concat(result.Warnings.Select(warning => warning.ToString())).Select(Shorten)];
        if (warnings.Count > MostWarnings)
            warnings = [.. warnings.Take(MostWarnings - 1), $"and {warnings.Count - MostWarnings + 1} more: lynq validate lists all"];
        var shown = warnings.Count > 0 ? warnings : null;
        if (result.FirstError is not { } error)
            return new() { Uid = request.Uid, Allowed = true, Warnings = shown };
        var others = result.Errors.Count > 1 ? $" (and {result.Errors.Count - 1} more)" : "";
        return Refuse(request, $"{error}{others}") with { Warnings = shown };
    }

    // A default cannot be put into what is not there: validation, or the definition's schema, says what is missing.
    private static bool HasSource(JsonElement? hub) =>
        hub is { ValueKind: JsonValueKind.Object } given
        && given.TryGetProperty("spec", out var spec) && spec.ValueKind == JsonValueKind.Object
        && spec.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.Object;

    private static AdmissionResponse Fill<T>(AdmissionRequest request, JsonTypeInfo<T> type, Func<T, T> fill)
        where T : class
    {
        // What cannot be read is let through here: validation names the field.
        if (Read(request.Object, type) is not { } given)
            return new() { Uid = request.Uid, Allowed = true };
        var before = JsonSerializer.SerializeToNode(given, type)!;
        var operations = JsonDifference.Additions(before, JsonSerializer.SerializeToNode(fill(given), type)!);
        return operations.Count == 0
            ? new() { Uid = request.Uid, Allowed = true }
            : new() { Uid = request.Uid, Allowed = true, PatchType = "JSONPatch", Patch = JsonSerializer.SerializeToUtf8Bytes(operations, HostJson.Default.JsonArray) };
    }

    private static T? Read<T>(JsonElement? element, JsonTypeInfo<T> type)
        where T : class
    {
        if (element is not { ValueKind: JsonValueKind.Object } present)
            return null;
        try
        {
            return present.Deserialize(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AdmissionResponse Unreadable(AdmissionRequest request, string kind) =>
        Refuse(request, $"the object cannot be read as a {kind}: check the types of its fields with kubectl explain {kind.ToLowerInvariant()}");

    private static AdmissionResponse Refuse(AdmissionRequest request, string message) => new()
    {
        Uid = request.Uid,
        Allowed = false,
        Status = new() { Message = message, Reason = "Invalid", Code = 422 },
    };

    private static string Shorten(string warning) => warning.Length <= LongestWarning ? warning : string.Concat(warning.AsSpan(0, LongestWarning - 1), "…");
}

/// <summary>Types that the executable writes as JSON.</summary>
[System.Text.Json.Serialization.JsonSerializable(typeof(JsonArray))]
[System.Text.Json.Serialization.JsonSerializable(typeof(JsonObject))]
[System.Text.Json.Serialization.JsonSerializable(typeof(JsonNode))]
internal sealed partial class HostJson : System.Text.Json.Serialization.JsonSerializerContext;

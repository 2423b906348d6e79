using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lynq.Host.Admission;

/// <summary>The envelope of an admission request and of its answer (admission.k8s.io/v1).</summary>
internal sealed record AdmissionReview
{
    public string ApiVersion { get; init; } = "admission.k8s.io/v1";

    public string Kind { get; init; } = "AdmissionReview";

    public AdmissionRequest? Request { get; init; }

    public AdmissionResponse? Response { get; init; }
}

/// <summary>What the API server asks about.</summary>
internal sealed record AdmissionRequest
{
    public string Uid { get; init; } = "";

    public string? Namespace { get; init; }

    public string? Operation { get; init; }

    public JsonElement? Object { get; init; }

    public JsonElement? OldObject { get; init; }
}

/// <summary>The answer.</summary>
internal sealed record AdmissionResponse
{
    public required string Uid { get; init; }

    public required bool Allowed { get; init; }

    public AdmissionStatus? Status { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }

    public string? PatchType { get; init; }

    /// <summary>A JSON patch, base64 in JSON.</summary>
    public byte[]? Patch { get; init; }
}

/// <summary>Why a request is refused.</summary>
internal sealed record AdmissionStatus
{
    public string Status { get; init; } = "Failure";

    public required string Message { get; init; }

    public required string Reason { get; init; }

    public required int Code { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AdmissionReview))]
internal sealed partial class AdmissionJson : JsonSerializerContext;

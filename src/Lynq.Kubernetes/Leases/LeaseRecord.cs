using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lynq.Kubernetes;

/// <summary>The part of a Lease that decides. Its times are written for people; decisions use only the reader's own clock.</summary>
internal sealed record LeaseRecord(string Holder, int DurationSeconds, string? AcquireTime, string? RenewTime, int Transitions)
{
    public static LeaseRecord Parse(JsonElement lease)
    {
        if (!lease.TryGetProperty("spec", out var spec) || spec.ValueKind != JsonValueKind.Object)
            return new("", 0, null, null, 0);
        return new(Text(spec, "holderIdentity") ?? "", Number(spec, "leaseDurationSeconds"), Text(spec, "acquireTime"), Text(spec, "renewTime"), Number(spec, "leaseTransitions"));
    }

    public JsonObject ToJson()
    {
        var spec = new JsonObject { ["holderIdentity"] = Holder, ["leaseDurationSeconds"] = DurationSeconds, ["leaseTransitions"] = Transitions };
        if (AcquireTime is not null)
            spec["acquireTime"] = AcquireTime;
        if (RenewTime is not null)
            spec["renewTime"] = RenewTime;
        return spec;
    }

    /// <summary>A time as Kubernetes' MicroTime has it.</summary>
    public static string MicroTime(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static string? Text(JsonElement spec, string name) => spec.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Number(JsonElement spec, string name) => spec.TryGetProperty(name, out var value) && value.TryGetInt32(out var number) ? number : 0;
}

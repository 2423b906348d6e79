using System.Globalization;

namespace Lynq.Sandbox.Api;

/// <summary>Times as the API writes them.</summary>
internal static class Clock
{
    public static string Seconds(this TimeProvider time) =>
        time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Micros(this TimeProvider time) =>
        time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}

using System.Reflection;

namespace Lynq.Host.Operating;

/// <summary>Which build this is.</summary>
internal static class BuildVersion
{
    /// <summary>The version, without the commit.</summary>
    public static string Text { get; } = Full.Split('+')[0];

    /// <summary>The version with the commit where the build knew it.</summary>
    public static string Full => typeof(BuildVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}

using System.Collections.Concurrent;
using System.Text;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Storage;

/// <summary>The first bytes of an object's JSON, up to the digits of its resourceVersion.</summary>
internal static class TypePrefix
{
    private static readonly ConcurrentDictionary<(string, string), byte[]> Prefixes = new();

    /// <summary>What an item of a list begins with: built-in kinds do not repeat their type there.</summary>
    public static readonly byte[] ListItem = "{\"metadata\":{\"resourceVersion\":\""u8.ToArray();

    public static byte[] Of(ResourceType type) => Of(type.ApiVersion, type.Kind);

    public static byte[] Of(string apiVersion, string kind) => Prefixes.GetOrAdd((apiVersion, kind), static type =>
        Encoding.UTF8.GetBytes(
            $"{{\"kind\":\"{type.Item2}\",\"apiVersion\":\"{type.Item1}\",\"metadata\":{{\"resourceVersion\":\""));
}

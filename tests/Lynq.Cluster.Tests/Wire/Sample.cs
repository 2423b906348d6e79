using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Lynq.Cluster.Tests.Wire;

/// <summary>Makes a value of any message type with every member set.</summary>
internal static class Sample
{
    public static object Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Simple(type) is { } simple) return simple;
        if (type.IsEnum) return Enum.GetValues(type).Cast<object>().Last();
        if (Element(type) is { } element) return List(element);
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type)) return new Dictionary<string, string>(StringComparer.Ordinal) { ["plan"] = "<a&b>é" };
        if (type.IsValueType && type.GetConstructors().MaxBy(c => c.GetParameters().Length) is { } constructor)
            return constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType))]);
        var made = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
            property.SetValue(made, Of(property.PropertyType));
        return made;
    }

    private static object? Simple(Type type) => type switch
    {
        _ when type == typeof(string) => "te/xt \"é\"",
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => 3,
        _ when type == typeof(long) => 7_000_000_000L,
        _ when type == typeof(UInt128) => UInt128.MaxValue - 1,
        _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(90),
        _ when type == typeof(JsonElement) => JsonElement.Parse("""{"spec":{"a":[1,2.5,null]}}"""),
        _ => null,
    };

    private static Type? Element(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericArguments() is [var only] && typeof(IEnumerable).IsAssignableFrom(type) ? only
        : null;

    private static Array List(Type element)
    {
        var list = Array.CreateInstance(element, 1);
        list.SetValue(Of(element), 0);
        return list;
    }
}

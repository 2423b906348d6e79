using Lynq.Templates.Values;

namespace Lynq.Templates.Functions;

/// <summary>
/// The Go type of a parameter. The engine checks every argument against it before the function runs and words the error
/// as Go does, so a function's body never checks kinds that its declaration already states.
/// </summary>
internal sealed class ParameterType
{
    private readonly Func<Value, bool> _accepts;

    private ParameterType(string goName, ParameterForm form, Func<Value, bool> accepts)
    {
        GoName = goName;
        Form = form;
        _accepts = accepts;
    }

    /// <summary>Anything, nil included (<c>interface {}</c>).</summary>
    public static ParameterType Any { get; } = new("interface {}", ParameterForm.Any, static _ => true);

    /// <summary>A string; a typed number or boolean (contract §4.4) arrives as its text.</summary>
    public static ParameterType String { get; } = new("string", ParameterForm.String, static v => v.Kind == ValueKind.String);

    /// <summary>Exactly Go's <c>int</c> (a typed integer is one).</summary>
    public static ParameterType Int { get; } = new("int", ParameterForm.Integer, static v => v.Kind == ValueKind.Int);

    /// <summary>Go's <c>int32</c>.</summary>
    public static ParameterType Int32 { get; } = new("int32", ParameterForm.Integer, static v => v.Kind == ValueKind.Int32);

    /// <summary>Go's <c>int64</c>.</summary>
    public static ParameterType Int64 { get; } = new("int64", ParameterForm.Integer, static v => v.Kind == ValueKind.Int64);

    /// <summary>Go's <c>uint32</c>: only literals can be one; the body sees an integer from 0 to 2^32-1.</summary>
    public static ParameterType Uint32 { get; } = new("uint32", ParameterForm.Unsigned, static _ => false);

    /// <summary>Go's <c>float64</c>; integer literals are accepted and arrive as floats.</summary>
    public static ParameterType Float64 { get; } = new("float64", ParameterForm.Float, static v => v.Kind == ValueKind.Float64);

    /// <summary>Go's <c>bool</c>.</summary>
    public static ParameterType Bool { get; } = new("bool", ParameterForm.Bool, static v => v.Kind == ValueKind.Bool);

    /// <summary>Go's <c>map[string]interface {}</c>; the root object is one, the result of <c>split</c> is not.</summary>
    public static ParameterType Map { get; } =
        new("map[string]interface {}", ParameterForm.Map, static v => v.Kind == ValueKind.Map && v.AsMap.Type != MapType.String);

    /// <summary>Go's <c>[]interface {}</c>; a <c>[]string</c> is not one.</summary>
    public static ParameterType List { get; } =
        new("[]interface {}", ParameterForm.List, static v => v.Kind == ValueKind.List && v.AsList.Type == ListType.Any);

    /// <summary>The type's name in Go.</summary>
    public string GoName { get; }

    /// <summary>Which rule literals follow.</summary>
    public ParameterForm Form { get; }

    /// <summary>An object of one class, such as a time.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="goName">The type's name in Go.</param>
    public static ParameterType Of<T>(string goName)
        where T : ObjectValue =>
        new(goName, ParameterForm.Object, static v => v.Kind == ValueKind.Object && v.AsObject is T);

    /// <summary>Whether a value can be passed as it is.</summary>
    public bool Accepts(in Value value) => _accepts(value);
}

using Lynq.Templates.Functions;

namespace Lynq.Templates.Values;

/// <summary>
/// A value of a Go type with behaviour of its own: a time, a version, a certificate. A subclass says how the type looks to
/// a template; it is immutable.
/// </summary>
internal abstract class ObjectValue
{
    /// <summary>The type's name in Go, such as <c>time.Time</c> or <c>*semver.Version</c>.</summary>
    public abstract string GoTypeName { get; }

    /// <summary>The kind's name in Go: <c>struct</c>, <c>ptr</c>, <c>int</c>, <c>int64</c> …</summary>
    public abstract string GoKindName { get; }

    /// <summary>The integer of a named integer type (a month, a duration), for comparison and number verbs; else null.</summary>
    public virtual long? Number => null;

    /// <summary>Whether the type has a <c>String()</c> method, which <c>%v</c> and <c>%s</c> then show.</summary>
    public virtual bool IsStringer => true;

    /// <summary>Whether it counts as true in a condition; structs and pointers always do.</summary>
    public virtual bool IsTrue => Number is not 0;

    /// <summary>What <c>%v</c> prints.</summary>
    public abstract string Print();

    /// <summary>Finds a field of a struct.</summary>
    public virtual bool TryGetField(string name, out Value value)
    {
        value = default;
        return false;
    }

    /// <summary>
    /// Finds a method by its Go name. The body gets the object as the first argument, the declared parameters after it;
    /// the definition's parameters describe only the latter.
    /// </summary>
    public virtual FunctionDefinition? FindMethod(string name) => null;

    /// <summary>Go's deep equality.</summary>
    public virtual bool DeepEquals(ObjectValue other) => ReferenceEquals(this, other);
}

namespace Lynq.Templates.Values;

/// <summary>The element type of a list, as Go's type names show it.</summary>
internal enum ListType : byte
{
    /// <summary><c>[]interface {}</c>.</summary>
    Any,

    /// <summary><c>[]string</c>.</summary>
    String,

    /// <summary><c>[]int</c>.</summary>
    Int,

    /// <summary><c>[][]interface {}</c>.</summary>
    ListOfAny,
}

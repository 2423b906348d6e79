namespace Lynq.Templates.Functions;

/// <summary>Where a function takes a top-level variable that is not mapped as empty instead of failing (contract §4.3).</summary>
internal enum EmptyTolerance : byte
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>In every argument: <c>default</c>, <c>coalesce</c>, <c>empty</c>.</summary>
    AllArguments,

    /// <summary>In the first argument, which counts as an empty map: <c>hasKey</c>.</summary>
    FirstArgumentAsMap,

    /// <summary>In the last argument, which counts as false: <c>ternary</c>.</summary>
    LastArgumentAsFalse,
}

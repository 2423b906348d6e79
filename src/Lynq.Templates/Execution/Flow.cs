namespace Lynq.Templates.Execution;

/// <summary>How a loop goes on after a node.</summary>
internal enum Flow : byte
{
    /// <summary>With the next node.</summary>
    Next,

    /// <summary>With the next round.</summary>
    Continue,

    /// <summary>After the loop.</summary>
    Break,
}

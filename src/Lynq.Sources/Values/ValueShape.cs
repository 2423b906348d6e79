namespace Lynq.Sources;

/// <summary>What a column's wire text needs before it is a value of a row (contract §5.4).</summary>
internal enum ValueShape
{
    /// <summary>Nothing: the bytes are the text.</summary>
    Text,

    /// <summary>A whole number: zero-fill is dropped.</summary>
    Integer,

    /// <summary>Single precision.</summary>
    Float,

    /// <summary>Double precision.</summary>
    Double,

    /// <summary>A date with or without time of day.</summary>
    DateTime,

    /// <summary>PostgreSQL's <c>t</c> and <c>f</c>.</summary>
    Boolean,

    /// <summary>PostgreSQL's <c>\x0123</c>.</summary>
    HexBytes,
}

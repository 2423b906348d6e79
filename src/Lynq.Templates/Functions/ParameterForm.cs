namespace Lynq.Templates.Functions;

/// <summary>How a literal is checked against a parameter, and which word the error uses.</summary>
internal enum ParameterForm : byte
{
    /// <summary>Takes every literal, nil too.</summary>
    Any,

    /// <summary>"expected string".</summary>
    String,

    /// <summary>"expected integer".</summary>
    Integer,

    /// <summary>"expected unsigned integer".</summary>
    Unsigned,

    /// <summary>"expected float".</summary>
    Float,

    /// <summary>"expected bool".</summary>
    Bool,

    /// <summary>A map: no literal fits, nil does.</summary>
    Map,

    /// <summary>A list: no literal fits, nil does.</summary>
    List,

    /// <summary>A struct or pointer: no literal fits.</summary>
    Object,
}

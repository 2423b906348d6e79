namespace Lynq.Templates.Formatting.Printf;

/// <summary>What stands between the percent sign and the verb.</summary>
internal record struct FormatFlags
{
    /// <summary><c>+</c>: always a sign; for strings only ASCII.</summary>
    public bool Plus { get; set; }

    /// <summary><c>-</c>: padding on the right.</summary>
    public bool Minus { get; set; }

    /// <summary><c>#</c>: the alternate form.</summary>
    public bool Sharp { get; set; }

    /// <summary>A space: room for a sign; between bytes in hexadecimal.</summary>
    public bool Space { get; set; }

    /// <summary><c>0</c>: padding with zeros.</summary>
    public bool Zero { get; set; }

    /// <summary><c>%+v</c></summary>
    public bool PlusV { get; set; }

    /// <summary><c>%#v</c></summary>
    public bool SharpV { get; set; }

    /// <summary>The width in characters, or null.</summary>
    public int? Width { get; set; }

    /// <summary>The precision, or null.</summary>
    public int? Precision { get; set; }

    /// <summary>For <c>%v</c> the signs <c>#</c> and <c>+</c> mean something else.</summary>
    public readonly FormatFlags ForDefaultVerb() => this with { SharpV = Sharp, Sharp = false, PlusV = Plus, Plus = false };
}

using Lynq.Templates.Values;

namespace Lynq.Templates;

/// <summary>What a template rendered.</summary>
public readonly struct TemplateResult
{
    private readonly Value _typed;

    internal TemplateResult(string text, Value typed)
    {
        Text = text;
        _typed = typed;
    }

    /// <summary>
    /// The text, white space included. Bytes that are not UTF-8 (where a function cut through a character) are lone surrogates
    /// U+DC80 to U+DCFF; <see cref="ToUtf8"/> gives the bytes.
    /// </summary>
    public string Text { get; }

    /// <summary>Whether the whole result is one value of <c>int</c>, <c>float</c> or <c>bool</c> (contract §4.4).</summary>
    public bool IsTyped => !_typed.IsNil;

    /// <summary>
    /// The value where <see cref="IsTyped"/>: a <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>; else null.
    /// </summary>
    public object? Value => _typed.Kind switch
    {
        ValueKind.Nil => null,
        ValueKind.Bool => _typed.AsBool,
        ValueKind.Float64 => _typed.AsFloat,
        _ => _typed.AsInt,
    };

    /// <summary>The typed value without boxing.</summary>
    internal Value Typed => _typed;

    /// <summary>The text's bytes.</summary>
    public byte[] ToUtf8() => GoText.ToBytes(Text);

    /// <inheritdoc />
    public override string ToString() => Text;
}

using System.Runtime.InteropServices;

namespace Lynq.Templates.Parsing;

/// <summary>A piece of a template's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Token(TokenKind Kind, int Start, int End);

namespace Lynq.Templates.Parsing;

/// <summary>What a token of a template is.</summary>
internal enum TokenKind : byte
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>Text outside actions.</summary>
    Text,

    /// <summary><c>{{</c>, with its trim marker.</summary>
    LeftDelimiter,

    /// <summary><c>}}</c>, with its trim marker.</summary>
    RightDelimiter,

    /// <summary>White space inside an action.</summary>
    Space,

    /// <summary><c>=</c></summary>
    Assign,

    /// <summary><c>:=</c></summary>
    Declare,

    /// <summary><c>|</c></summary>
    Pipe,

    /// <summary><c>(</c></summary>
    LeftParenthesis,

    /// <summary><c>)</c></summary>
    RightParenthesis,

    /// <summary>A comma or another printable character that only some places allow.</summary>
    Character,

    /// <summary><c>.</c> alone.</summary>
    Dot,

    /// <summary><c>.name</c></summary>
    Field,

    /// <summary><c>$</c> or <c>$name</c>.</summary>
    Variable,

    /// <summary>A function's name.</summary>
    Identifier,

    /// <summary>A word of the language.</summary>
    Keyword,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary><c>nil</c></summary>
    Nil,

    /// <summary>A number, also one with two parts (complex).</summary>
    Number,

    /// <summary>A character constant.</summary>
    CharacterConstant,

    /// <summary>A string in double quotes.</summary>
    QuotedString,

    /// <summary>A string in back quotes.</summary>
    RawString,
}

using System.Text;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Text;

/// <summary>
/// The <c>snakecase</c> and <c>kebabcase</c> functions. Numbers stay with the word they belong to: <c>Bld4Floor3rd</c>
/// is <c>bld4_floor_3rd</c>, <c>HTTP20xOK</c> is <c>http_20x_ok</c>.
/// </summary>
internal ref struct DelimitedCase
{
    private readonly StringBuilder _result;
    private readonly char _delimiter;
    private WordScanner _words;
    private Word _current;

    private DelimitedCase(ReadOnlySpan<char> text, char delimiter)
    {
        _result = new StringBuilder(text.Length + 8);
        _delimiter = delimiter;
        _words = new WordScanner(text);
        _current = _words.Next();
    }

    /// <summary>Writes the words of <paramref name="text"/> in lower case with <paramref name="delimiter"/> between them.</summary>
    internal static string Convert(string text, char delimiter)
    {
        if (text.Length == 0) return "";
        var conversion = new DelimitedCase(GoText.ReplaceInvalid(text), delimiter);
        conversion.Run();
        return conversion._result.ToString();
    }

    private void Run()
    {
        while (!_words.AtEnd)
        {
            if (_current.Kind != WordKind.Connector) Write(_current);
            var last = _current;
            _current = _words.Next();
            switch (last.Kind)
            {
                case WordKind.Number:
                    WriteTail();
                    break;
                case WordKind.Connector:
                    Write(last);
                    break;
                case WordKind.Punctuation:
                    break;
                default:
                    AfterWord();
                    break;
            }
        }

        Write(_current);
    }

    private void AfterWord()
    {
        if (_current.Kind != WordKind.Number)
        {
            WriteDelimiterBefore(_current.Kind);
            return;
        }

        if (_words.AtEnd) return;
        var number = _current;
        _current = _words.Next();
        if (_current.Kind != WordKind.Alphabet)
        {
            // The number ends the word before it: "Bld4Floor".
            Write(number);
            WriteDelimiterBefore(_current.Kind);
            return;
        }

        // Small letters after the number make it a word of its own: "HTTP2xx".
        _result.Append(_delimiter);
        Write(number);
        WriteTail();
    }

    private void WriteTail()
    {
        while (_current.Kind is WordKind.Alphabet or WordKind.Number)
        {
            Write(_current);
            _current = _words.Next();
        }

        if (_current.Kind != WordKind.None) WriteDelimiterBefore(_current.Kind);
    }

    private readonly void WriteDelimiterBefore(WordKind kind)
    {
        if (kind is not (WordKind.Connector or WordKind.Punctuation)) _result.Append(_delimiter);
    }

    private readonly void Write(Word word)
    {
        if (word.Kind is not (WordKind.Capitalized or WordKind.Connector))
        {
            _result.Append(word.Text);
            return;
        }

        foreach (var rune in word.Text.EnumerateRunes())
        {
            if (WordScanner.IsConnector(rune)) _result.Append(_delimiter);
            else _result.AppendRune(Rune.IsUpper(rune) ? GoCase.ToLower(rune) : rune);
        }
    }
}

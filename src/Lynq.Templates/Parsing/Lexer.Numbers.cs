namespace Lynq.Templates.Parsing;

/// <summary>Numbers are scanned generously here; <see cref="NumberLiteral"/> decides whether they are any.</summary>
internal sealed partial class Lexer
{
    private const string Decimal = "0123456789_";
    private const string Hexadecimal = "0123456789abcdefABCDEF_";

    private Token Number()
    {
        var start = _at;
        var good = ScanNumber();
        if (good && Current is '+' or '-')
        {
            // Two parts make a complex number; the second must be imaginary.
            good = ScanNumber() && _text[_at - 1] == 'i';
        }

        return good
            ? new(TokenKind.Number, start, _at)
            : throw _source.Error(start, $"bad number syntax: \"{_text[start.._at]}\"");
    }

    private bool ScanNumber()
    {
        Accept("+-");
        var digits = Decimal;
        if (Accept("0"))
        {
            digits = Accept("xX") ? Hexadecimal : Accept("oO") ? "01234567_" : Accept("bB") ? "01_" : Decimal;
        }

        AcceptRun(digits);
        if (Accept("."))
        {
            AcceptRun(digits);
        }

        if ((ReferenceEquals(digits, Decimal) && Accept("eE")) || (ReferenceEquals(digits, Hexadecimal) && Accept("pP")))
        {
            Accept("+-");
            AcceptRun(Decimal);
        }

        Accept("i");
        if (!IsNamePart(_at, out var length))
        {
            return true;
        }

        _at += length;
        return false;
    }

    private bool Accept(string allowed)
    {
        if (AtEnd || !allowed.Contains(Current, StringComparison.Ordinal))
        {
            return false;
        }

        _at++;
        return true;
    }

    private void AcceptRun(string allowed)
    {
        while (Accept(allowed))
        {
        }
    }
}

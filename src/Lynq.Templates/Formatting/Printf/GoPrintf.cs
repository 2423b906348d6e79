using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Values;

namespace Lynq.Templates.Formatting.Printf;

/// <summary>Go's <c>fmt.Sprintf</c>: it never fails, what does not fit is shown as <c>%!verb(type=value)</c>.</summary>
internal ref struct GoPrintf
{
    private readonly string _format;
    private readonly ReadOnlySpan<Value> _arguments;
    private readonly ValueFormatter _output;
    private int _at;
    private int _next;
    private bool _goodIndex;
    private bool _reordered;

    private GoPrintf(RenderContext context, string format, ReadOnlySpan<Value> arguments)
    {
        _format = format;
        _arguments = arguments;
        _output = new ValueFormatter(context);
    }

    /// <summary>Formats arguments.</summary>
    /// <exception cref="Functions.FunctionException">The result would be too large.</exception>
    public static string Format(RenderContext context, string format, ReadOnlySpan<Value> arguments)
    {
        var printf = new GoPrintf(context, format, arguments);
        printf.Run();
        return printf._output.ToString();
    }

    private void Run()
    {
        while (_at < _format.Length)
        {
            var percent = _format.IndexOf('%', _at);
            _output.Append(_format.AsSpan(_at, (percent < 0 ? _format.Length : percent) - _at));
            _at = percent < 0 ? _format.Length : percent + 1;
            if (percent >= 0)
            {
                Directive();
            }
        }

        if (!_reordered && _next < _arguments.Length)
        {
            Extra();
        }
    }

    private void Directive()
    {
        _goodIndex = true;
        var flags = Flags();
        var afterIndex = ArgumentIndex();
        flags = Width(flags, ref afterIndex);
        flags = Precision(flags, ref afterIndex);
        if (!afterIndex)
        {
            ArgumentIndex();
        }

        if (_at >= _format.Length)
        {
            _output.Append("%!(NOVERB)");
            return;
        }

        var isRune = GoText.Next(_format.AsSpan(_at), out var verb, out _);
        _at += GoText.Step(_format.AsSpan(_at));
        Verb(isRune ? verb : Rune.ReplacementChar, flags);
    }

    private void Verb(Rune verb, FormatFlags flags)
    {
        if (verb.Value == '%')
        {
            _output.Append("%");
        }
        else if (!_goodIndex)
        {
            _output.Append($"%!{verb}(BADINDEX)");
        }
        else if (_next >= _arguments.Length)
        {
            _output.Append($"%!{verb}(MISSING)");
        }
        else
        {
            _output.Print(_arguments[_next++], verb, verb.Value == 'v' ? flags.ForDefaultVerb() : flags);
        }
    }

    private FormatFlags Flags()
    {
        var flags = default(FormatFlags);
        for (; _at < _format.Length; _at++)
        {
            switch (_format[_at])
            {
                case '#':
                    flags.Sharp = true;
                    break;
                case '0':
                    flags.Zero = true;
                    break;
                case '+':
                    flags.Plus = true;
                    break;
                case '-':
                    flags.Minus = true;
                    break;
                case ' ':
                    flags.Space = true;
                    break;
                default:
                    return flags;
            }
        }

        return flags;
    }

    private FormatFlags Width(FormatFlags flags, ref bool afterIndex)
    {
        if (_at < _format.Length && _format[_at] == '*')
        {
            _at++;
            afterIndex = false;
            if (ArgumentReader.Star(_arguments, ref _next) is not { } width)
            {
                _output.Append("%!(BADWIDTH)");
                return flags;
            }

            return width < 0 ? flags with { Width = -width, Minus = true, Zero = false } : flags with { Width = width };
        }

        var number = ArgumentReader.Number(_format, _format.Length, ref _at);
        _goodIndex &= !(afterIndex && number is not null);
        return flags with { Width = number };
    }

    private FormatFlags Precision(FormatFlags flags, ref bool afterIndex)
    {
        if (_at >= _format.Length || _format[_at] != '.')
        {
            return flags;
        }

        _at++;
        _goodIndex &= !afterIndex;
        afterIndex = ArgumentIndex();
        if (_at >= _format.Length || _format[_at] != '*')
        {
            return flags with { Precision = ArgumentReader.Number(_format, _format.Length, ref _at) ?? 0 };
        }

        _at++;
        afterIndex = false;
        var precision = ArgumentReader.Star(_arguments, ref _next);
        if (precision is null or < 0)
        {
            _output.Append("%!(BADPREC)");
            return flags;
        }

        return flags with { Precision = precision };
    }

    private bool ArgumentIndex()
    {
        if (_at >= _format.Length || _format[_at] != '[')
        {
            return false;
        }

        _reordered = true;
        var wellFormed = ArgumentReader.Index(_format, ref _at, out var index);
        if (wellFormed && index >= 0 && index < _arguments.Length)
        {
            _next = index;
            return true;
        }

        _goodIndex = false;
        return wellFormed;
    }

    private void Extra()
    {
        _output.Append("%!(EXTRA ");
        for (var i = _next; i < _arguments.Length; i++)
        {
            _output.Append(i == _next ? "" : ", ");
            if (!_arguments[i].IsNil)
            {
                _output.Append($"{ValueNames.TypeName(_arguments[i])}=");
            }

            _output.Print(_arguments[i], new Rune('v'), default);
        }

        _output.Append(")");
    }
}

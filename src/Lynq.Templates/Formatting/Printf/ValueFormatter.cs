using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Values;

namespace Lynq.Templates.Formatting.Printf;

/// <summary>Prints one value under one verb, as Go's fmt does.</summary>
internal sealed partial class ValueFormatter(RenderContext context)
{
    private const int MaxNesting = 1_000;
    private readonly StringBuilder _text = new();
    private FormatFlags _flags;
    private bool _erroring;
    private int _depth;

    /// <summary>Adds text as it is.</summary>
    /// <exception cref="Functions.FunctionException">The result would be too large.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        context.ReserveSize(_text.Length + text.Length);
        _text.Append(text);
    }

    /// <summary>Adds a value.</summary>
    public void Print(in Value value, Rune verb, FormatFlags flags)
    {
        _flags = flags;
        _erroring = false;
        Argument(value, verb);
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    private void Argument(in Value value, Rune verb)
    {
        if (verb.Value == 'T' && !value.IsNil)
        {
            PadText(Truncate(ValueNames.TypeName(value)));
            return;
        }

        switch (value.Kind)
        {
            case ValueKind.Nil when verb.Value is 'v' or 'T':
                Pad("<nil>");
                break;
            case ValueKind.Bool when verb.Value is 't' or 'v':
                Pad(value.AsBool ? "true" : "false");
                break;
            case ValueKind.String:
                Text(value, value.AsString, verb);
                break;
            case ValueKind.Float64:
                Float(value, verb);
                break;
            case ValueKind.Complex:
                ComplexNumber(value, verb);
                break;
            case ValueKind.List or ValueKind.Map or ValueKind.Object when verb.Value == 'w':
                BadVerb(value, verb);
                break;
            case ValueKind.List or ValueKind.Map:
                Compound(value, verb);
                break;
            case ValueKind.Object:
                Object(value, verb);
                break;
            case >= ValueKind.Int and <= ValueKind.Uint64:
                Integer(value, verb);
                break;
            default:
                BadVerb(value, verb);
                break;
        }
    }

    private void BadVerb(in Value value, Rune verb)
    {
        var wasErroring = _erroring;
        _erroring = true;
        Append($"%!{verb}(");
        if (value.IsNil)
        {
            Append("<nil>");
        }
        else
        {
            Append($"{ValueNames.TypeName(value)}=");
            Argument(value, new Rune('v'));
        }

        Append(")");
        _erroring = wasErroring;
    }

    private void Object(in Value value, Rune verb)
    {
        var subject = value.AsObject;
        var showsText = subject.IsStringer && !_erroring && !_flags.SharpV && verb.Value is 'v' or 's' or 'x' or 'X' or 'q';
        if (showsText)
        {
            Text(value, subject.Print(), verb);
        }
        else if (subject.Number is { } number)
        {
            Integer(Value.FromInt64(number), verb);
        }
        else if (verb.Value == 'v')
        {
            Pad(subject.Print());
        }
        else
        {
            BadVerb(value, verb);
        }
    }

    private void Compound(in Value value, Rune verb)
    {
        if (verb.Value == 'p' || ++_depth > MaxNesting)
        {
            Append(verb.Value == 'p' ? "%!p(" : "...(");
            Append($"{ValueNames.TypeName(value)})");
            return;
        }

        if (value.Kind == ValueKind.List)
        {
            List(value.AsList, verb);
        }
        else
        {
            Map(value.AsMap, verb);
        }

        _depth--;
    }

    private void List(ListValue list, Rune verb)
    {
        Append(_flags.SharpV ? list.GoTypeName : "");
        if (_flags.SharpV && list.IsNil)
        {
            Append("(nil)");
            return;
        }

        Append(_flags.SharpV ? "{" : "[");
        for (var i = 0; i < list.Count; i++)
        {
            Append(i == 0 ? "" : _flags.SharpV ? ", " : " ");
            Element(list[i], verb);
        }

        Append(_flags.SharpV ? "}" : "]");
    }

    private void Map(MapValue map, Rune verb)
    {
        Append(_flags.SharpV ? $"{map.GoTypeName}{{" : "map[");
        var separator = "";
        foreach (var key in map.SortedKeys())
        {
            Append(separator);
            Argument(Value.FromString(key), verb);
            Append(":");
            Element(map.Entries[key], verb);
            separator = _flags.SharpV ? ", " : " ";
        }

        Append(_flags.SharpV ? "}" : "]");
    }

    private void Element(in Value value, Rune verb)
    {
        if (value.IsNil)
        {
            Append(_flags.SharpV ? "interface {}(nil)" : "<nil>");
        }
        else
        {
            Argument(value, verb);
        }
    }

    /// <summary>Adds text padded to the width, which counts characters.</summary>
    private void Pad(string text) => PadText(text);

    private void PadText(string text)
    {
        var missing = (_flags.Width ?? 0) - RuneCount(text);
        if (missing <= 0)
        {
            Append(text);
            return;
        }

        context.ReserveSize(_text.Length + text.Length + missing);
        if (_flags.Minus)
        {
            _text.Append(text).Append(' ', missing);
        }
        else
        {
            _text.Append(_flags.Zero ? '0' : ' ', missing).Append(text);
        }
    }

    private static int RuneCount(string text)
    {
        var count = 0;
        for (var rest = text.AsSpan(); !rest.IsEmpty; rest = rest[GoText.Step(rest)..])
        {
            count++;
        }

        return count;
    }
}

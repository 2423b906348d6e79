using System.Globalization;
using System.Text;
using Lynq.Templates.Execution;
using Lynq.Templates.Functions.Reflection;
using Lynq.Templates.Values;

namespace Lynq.Templates.Functions.Json;

/// <summary>Writes values as Go's <c>encoding/json</c> does: keys sorted by bytes, floats in their shortest form.</summary>
/// <param name="context">Limits the size.</param>
/// <param name="indent">Whether to put every element on a line of its own, indented by two spaces a level.</param>
/// <param name="escapeHtml">Whether <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c> are escaped.</param>
internal sealed class GoJsonWriter(RenderContext context, bool indent, bool escapeHtml)
{
    private readonly StringBuilder _text = new();
    private int _level;

    /// <summary>Writes <paramref name="value"/>; on failure <paramref name="error"/> says what JSON cannot hold.</summary>
    /// <exception cref="FunctionException">The text would be larger than the limits allow.</exception>
    internal string? Write(in Value value, out string? error)
    {
        error = WriteValue(value);
        return error is null ? _text.ToString() : null;
    }

    private string? WriteValue(in Value value)
    {
        context.Work(1);
        switch (value.Kind)
        {
            case ValueKind.Nil:
                _text.Append("null");
                return null;
            case ValueKind.Bool:
                _text.Append(value.AsBool ? "true" : "false");
                return null;
            case ValueKind.Float64:
                return WriteFloat(value.AsFloat);
            case ValueKind.String:
                WriteString(value.AsString);
                return null;
            case ValueKind.List:
                return WriteList(value.AsList);
            case ValueKind.Map:
                return WriteMap(value.AsMap);
            case ValueKind.Object:
                return WriteObject(value.AsObject);
            case ValueKind.Uint64:
                _text.Append(unchecked((ulong)value.AsInt).ToString(CultureInfo.InvariantCulture));
                return null;
            case ValueKind.Complex:
                return "json: unsupported type: complex128";
            default:
                _text.Append(value.AsInt.ToString(CultureInfo.InvariantCulture));
                return null;
        }
    }

    private string? WriteFloat(double number)
    {
        if (!double.IsFinite(number))
            return "json: unsupported value: " + (double.IsNaN(number) ? "NaN" : number > 0 ? "+Inf" : "-Inf");
        _text.Append(GoJsonNumber.Format(number));
        return null;
    }

    private string? WriteList(ListValue list)
    {
        if (list.IsNil)
        {
            _text.Append("null");
            return null;
        }

        Nesting.Check();
        _text.Append('[');
        _level++;
        for (var i = 0; i < list.Count; i++)
        {
            Separate(i);
            if (WriteValue(list[i]) is { } error) return error;
        }

        Close(']', list.Count);
        return null;
    }

    private string? WriteMap(MapValue map)
    {
        Nesting.Check();
        _text.Append('{');
        _level++;
        var written = 0;
        foreach (var key in map.SortedKeys())
        {
            WriteKey(key, written++);
            if (WriteValue(map.Entries[key]) is { } error) return error;
        }

        Close('}', written);
        return null;
    }

    private string? WriteObject(ObjectValue value)
    {
        switch (value)
        {
            case IJsonWritable { JsonText: { } text }:
                WriteString(text);
                return null;
            case IJsonWritable fields:
                WriteFields(fields.JsonFields);
                return null;
            default:
                if (value.Number is not { } number) return "json: unsupported type: " + value.GoTypeName;
                _text.Append(number.ToString(CultureInfo.InvariantCulture));
                return null;
        }
    }

    private void WriteFields(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        _text.Append('{');
        _level++;
        for (var i = 0; i < fields.Count; i++)
        {
            WriteKey(fields[i].Key, i);
            WriteString(fields[i].Value);
        }

        Close('}', fields.Count);
    }

    private void WriteKey(string key, int index)
    {
        Separate(index);
        WriteString(key);
        _text.Append(indent ? ": " : ":");
    }

    private void WriteString(string text)
    {
        context.ReserveSize(text.Length);
        GoJsonString.Append(context, _text, text, escapeHtml);
    }

    private void Separate(int index)
    {
        if (index > 0) _text.Append(',');
        BreakLine();
    }

    private void Close(char bracket, int count)
    {
        _level--;
        if (count > 0) BreakLine();
        _text.Append(bracket);
    }

    private void BreakLine()
    {
        if (!indent) return;
        context.Work(_level);
        _text.Append('\n').Append(' ', _level * 2);
    }
}

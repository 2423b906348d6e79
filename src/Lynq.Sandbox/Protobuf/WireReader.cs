using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Schemas;

namespace Lynq.Sandbox.Protobuf;

/// <summary>Turns messages into the JSON that the same object has, by the shapes of the built-in types.</summary>
internal static class WireReader
{
    /// <summary>The message of a type whose shape names it.</summary>
    public static JsonObject Message(ReadOnlySpan<byte> bytes, SchemaNode schema)
    {
        var value = new JsonObject();
        if (schema.TypeName is { } type && WireNumbers.Of(type) is { } names) Fill(value, bytes, schema, names);
        return value;
    }

    private static void Fill(JsonObject value, ReadOnlySpan<byte> bytes, SchemaNode schema, Dictionary<int, WireName> names)
    {
        foreach (var field in new WireFields(bytes))
        {
            if (!names.TryGetValue(field.Number, out var known)) continue;
            if (known.Embedded is { } embedded) Fill(value, field.Bytes, schema, embedded);
            else Put(value, known, schema.Member(known.Name!), field);
        }
    }

    private static void Put(JsonObject value, WireName known, SchemaNode schema, WireField field)
    {
        var name = known.Name!;
        if (schema.Kind == SchemaKind.List)
        {
            if (value[name] is not JsonArray items) value[name] = items = [];
            Add(items, schema.Items ?? SchemaNode.Deduced, field);
        }
        else if (schema is { Kind: SchemaKind.Object, Values: { } values })
        {
            if (value[name] is not JsonObject map) value[name] = map = [];
            PutEntry(map, field.Bytes, values);
        }
        else if (Value(field, schema, known.Optional) is { } one)
        {
            value[name] = one;
        }
    }

    // Numbers may come packed.
    private static void Add(JsonArray items, SchemaNode schema, WireField field)
    {
        if (!field.IsBytes || schema.Kind is not (SchemaKind.Integer or SchemaKind.Boolean))
        {
            items.Add(Value(field, schema, true));
            return;
        }

        var rest = field.Bytes;
        while (!rest.IsEmpty) items.Add(Value(new WireField(field.Number, WireFields.Varint(ref rest), default, false), schema, true));
    }

    private static void PutEntry(JsonObject map, ReadOnlySpan<byte> entry, SchemaNode schema)
    {
        var key = "";
        JsonNode? value = schema.Kind is SchemaKind.String or SchemaKind.Bytes ? JsonValue.Create("") : null;
        foreach (var part in new WireFields(entry))
        {
            if (part.Number == 1) key = Encoding.UTF8.GetString(part.Bytes);
            if (part.Number == 2) value = schema.Kind == SchemaKind.List ? Wrapped(part.Bytes, schema) : Value(part, schema, true);
        }

        map[key] = value;
    }

    // A map's lists stand in messages of their own.
    private static JsonArray Wrapped(ReadOnlySpan<byte> bytes, SchemaNode schema)
    {
        var items = new JsonArray();
        foreach (var item in new WireFields(bytes))
        {
            if (item.Number == 1) Add(items, schema.Items ?? SchemaNode.Deduced, item);
        }

        return items;
    }

    private static JsonNode? Value(WireField field, SchemaNode schema, bool keepsZero)
    {
        switch (schema.Kind)
        {
            case SchemaKind.Boolean:
                return field.Value != 0 || keepsZero ? JsonValue.Create(field.Value != 0) : null;
            case SchemaKind.Integer:
                return field.Value != 0 || keepsZero ? JsonValue.Create((long)field.Value) : null;
            case SchemaKind.Number:
                return JsonValue.Create(BitConverter.UInt64BitsToDouble(field.Value));
            case SchemaKind.Bytes:
                return JsonValue.Create(Convert.ToBase64String(field.Bytes));
            case SchemaKind.Time:
                return Instant(field.Bytes, schema.Format == "microtime");
            case SchemaKind.IntOrString:
                return IntOrString(field.Bytes);
            case SchemaKind.Quantity:
                return Inner(field.Bytes, 1) is var text && text.IsEmpty ? JsonValue.Create("0") : JsonValue.Create(Encoding.UTF8.GetString(text));
            case SchemaKind.Any:
                // Free-form values travel as their JSON.
                return Inner(field.Bytes, 1) is var raw && raw.IsEmpty ? null : JsonNode.Parse(raw);
            case SchemaKind.Object:
                return Message(field.Bytes, schema);
            default:
                return field.Bytes.IsEmpty && !keepsZero ? null : JsonValue.Create(Encoding.UTF8.GetString(field.Bytes));
        }
    }

    private static ReadOnlySpan<byte> Inner(ReadOnlySpan<byte> bytes, int number)
    {
        ReadOnlySpan<byte> found = default;
        foreach (var field in new WireFields(bytes))
        {
            if (field.Number == number) found = field.Bytes;
        }

        return found;
    }

    private static JsonValue? Instant(ReadOnlySpan<byte> bytes, bool micro)
    {
        if (bytes.IsEmpty) return null;
        var (seconds, nanos) = (0L, 0L);
        foreach (var field in new WireFields(bytes))
        {
            if (field.Number == 1) seconds = (long)field.Value;
            if (field.Number == 2) nanos = (long)field.Value;
        }

        var then = DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / 100);
        return JsonValue.Create(then.ToString(micro ? "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    private static JsonValue? IntOrString(ReadOnlySpan<byte> bytes)
    {
        var (isText, number, text) = (false, 0L, "");
        foreach (var field in new WireFields(bytes))
        {
            if (field.Number == 1) isText = field.Value == 1;
            if (field.Number == 2) number = (long)field.Value;
            if (field.Number == 3) text = Encoding.UTF8.GetString(field.Bytes);
        }

        return isText ? JsonValue.Create(text) : JsonValue.Create(number);
    }
}

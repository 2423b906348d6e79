using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Api;

/// <summary>
/// Reads bodies in the API's protobuf form: newer typed clients (Helm's storage of releases among them) send it for built-in kinds
/// and do not fall back to JSON. Known are the kinds that such tools write; others are refused as before.
/// </summary>
internal static class ProtobufBody
{
    private const string MediaType = "application/vnd.kubernetes.protobuf";

    private static readonly Message Time = new() { [1] = new("seconds", Shape.Number), [2] = new("nanos", Shape.Number) };

    private static readonly Message Owner = new()
    {
        [1] = new("kind"),
        [3] = new("name"),
        [4] = new("uid"),
        [5] = new("apiVersion"),
        [6] = new("controller", Shape.Flag),
        [7] = new("blockOwnerDeletion", Shape.Flag),
    };

    private static readonly Message Metadata = new()
    {
        [1] = new("name"),
        [2] = new("generateName"),
        [3] = new("namespace"),
        [5] = new("uid"),
        [6] = new("resourceVersion"),
        [7] = new("generation", Shape.Number),
        [8] = new("creationTimestamp", Shape.Time),
        [11] = new("labels", Shape.Map),
        [12] = new("annotations", Shape.Map),
        [13] = new("ownerReferences", Shape.List, Owner),
        [14] = new("finalizers", Shape.List),
    };

    private static readonly Dictionary<string, Message> Kinds = new(StringComparer.Ordinal)
    {
        ["Secret"] = new()
        {
            [1] = new("metadata", Shape.Message, Metadata),
            [2] = new("data", Shape.BytesMap),
            [3] = new("type"),
            [4] = new("stringData", Shape.Map),
            [5] = new("immutable", Shape.Flag),
        },
        ["ConfigMap"] = new()
        {
            [1] = new("metadata", Shape.Message, Metadata),
            [2] = new("data", Shape.Map),
            [3] = new("binaryData", Shape.BytesMap),
            [4] = new("immutable", Shape.Flag),
        },
        ["Namespace"] = new() { [1] = new("metadata", Shape.Message, Metadata) },
        ["DeleteOptions"] = new()
        {
            [1] = new("gracePeriodSeconds", Shape.Number),
            [2] = new("preconditions", Shape.Message, new() { [1] = new("uid"), [2] = new("resourceVersion") }),
            [3] = new("orphanDependents", Shape.Flag),
            [4] = new("propagationPolicy"),
            [5] = new("dryRun", Shape.List),
        },
    };

    private enum Shape
    {
        Text,
        Number,
        Flag,
        Time,
        Message,
        List,
        Map,
        BytesMap,
    }

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>Whether a body is in this form.</summary>
    public static bool Is(ReadOnlySpan<byte> body) => body.StartsWith(Magic);

    /// <summary>The body as the object that JSON would have said.</summary>
    /// <exception cref="ApiException">415 for a kind that is not known here, 400 for a broken body.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return ReadEnvelope(body[Magic.Length..]);
        }
        catch (Exception broken) when (broken is ArgumentException or IndexOutOfRangeException or FormatException)
        {
            throw Errors.BadRequest("error decoding the body: " + broken.Message);
        }
    }

    private static JsonObject ReadEnvelope(ReadOnlySpan<byte> body)
    {
        var (apiVersion, kind) = ("", "");
        ReadOnlySpan<byte> raw = default;
        foreach (var field in new Fields(body))
        {
            if (field.Number == 2) raw = field.Bytes;
            if (field.Number != 1) continue;
            foreach (var type in new Fields(field.Bytes))
            {
                if (type.Number == 1) apiVersion = Encoding.UTF8.GetString(type.Bytes);
                if (type.Number == 2) kind = Encoding.UTF8.GetString(type.Bytes);
            }
        }

        if (!Kinds.TryGetValue(kind, out var message)) throw Errors.Unsupported(MediaType, "application/json", "application/yaml");
        var value = ReadMessage(raw, message);
        (value["apiVersion"], value["kind"]) = (apiVersion, kind);
        return value;
    }

    private static JsonObject ReadMessage(ReadOnlySpan<byte> bytes, Message message)
    {
        var value = new JsonObject();
        foreach (var field in new Fields(bytes))
        {
            if (message.TryGetValue(field.Number, out var known)) Put(value, known, field);
        }

        return value;
    }

    private static void Put(JsonObject value, Known known, Field field)
    {
        switch (known.Shape)
        {
            case Shape.Text when field.Bytes.Length > 0: value[known.Name] = Encoding.UTF8.GetString(field.Bytes); break;
            case Shape.Number: value[known.Name] = (long)field.Value; break;
            case Shape.Flag: value[known.Name] = field.Value != 0; break;
            case Shape.Time when field.Bytes.Length > 0: value[known.Name] = Instant(ReadMessage(field.Bytes, Time)); break;
            case Shape.Message: value[known.Name] = ReadMessage(field.Bytes, known.Inner!); break;
            case Shape.List: Member(value, known.Name, () => new JsonArray()).Add(Item(field, known.Inner)); break;
            case Shape.Map or Shape.BytesMap: PutEntry(Member(value, known.Name, () => new JsonObject()), field.Bytes, known.Shape == Shape.BytesMap); break;
        }
    }

    private static JsonNode? Item(Field field, Message? inner) => inner is null ? JsonValue.Create(Encoding.UTF8.GetString(field.Bytes)) : ReadMessage(field.Bytes, inner);

    private static void PutEntry(JsonObject map, ReadOnlySpan<byte> entry, bool binary)
    {
        var (key, text) = ("", "");
        foreach (var part in new Fields(entry))
        {
            if (part.Number == 1) key = Encoding.UTF8.GetString(part.Bytes);
            if (part.Number == 2) text = binary ? Convert.ToBase64String(part.Bytes) : Encoding.UTF8.GetString(part.Bytes);
        }

        map[key] = text;
    }

    private static T Member<T>(JsonObject value, string name, Func<T> make)
        where T : JsonNode
    {
        if (value[name] is T present) return present;
        var made = make();
        value[name] = made;
        return made;
    }

    private static string Instant(JsonObject time) =>
        DateTimeOffset.FromUnixTimeSeconds((long?)time["seconds"] ?? 0).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed class Message : Dictionary<int, Known>;

    private sealed record Known(string Name, Shape Shape = Shape.Text, Message? Inner = null);

    /// <summary>One field: a number, or bytes.</summary>
    private readonly ref struct Field(int number, ulong value, ReadOnlySpan<byte> bytes)
    {
        public int Number { get; } = number;

        public ulong Value { get; } = value;

        public ReadOnlySpan<byte> Bytes { get; } = bytes;
    }

    /// <summary>The fields of a message, in their order on the wire.</summary>
    private ref struct Fields(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public Field Current { get; private set; }

        public readonly Fields GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty) return false;
            var tag = Varint();
            var number = (int)(tag >> 3);
            Current = (tag & 7) switch
            {
                0 => new(number, Varint(), default),
                1 => new(number, BinaryPrimitives.ReadUInt64LittleEndian(Take(8)), default),
                2 => new(number, 0, Take(checked((int)Varint()))),
                5 => new(number, BinaryPrimitives.ReadUInt32LittleEndian(Take(4)), default),
                _ => throw new FormatException($"wire type {tag & 7} of field {number} is not known"),
            };
            return true;
        }

        private ReadOnlySpan<byte> Take(int count)
        {
            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }

        private ulong Varint()
        {
            ulong value = 0;
            for (var shift = 0; shift < 64; shift += 7)
            {
                var part = Take(1)[0];
                value |= (ulong)(part & 0x7f) << shift;
                if (part < 0x80) return value;
            }

            throw new FormatException("a number is too long");
        }
    }
}

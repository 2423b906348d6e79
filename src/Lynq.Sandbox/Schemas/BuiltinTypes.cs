using System.Text.Json.Nodes;

namespace Lynq.Sandbox.Schemas;

/// <summary>The shapes of the built-in kinds, read once from the embedded table.</summary>
internal static class BuiltinTypes
{
    private static readonly Lazy<Dictionary<string, SchemaNode>> Types = new(Read);

    /// <summary>All types by name.</summary>
    public static IReadOnlyDictionary<string, SchemaNode> All => Types.Value;

    /// <summary>metadata's shape, shared by every kind.</summary>
    public static SchemaNode ObjectMeta => Types.Value["ObjectMeta"];

    /// <summary>A kind's shape with apiVersion and kind; one that knows only metadata when the table has none.</summary>
    public static SchemaNode Root(string typeName)
    {
        var declared = Types.Value.GetValueOrDefault(typeName);
        var root = new SchemaNode
        {
            Kind = SchemaKind.Object,
            TypeName = typeName,
            PreserveUnknown = declared is null,
            Required = declared?.Required ?? [],
        };
        foreach (var (name, node) in declared?.Properties ?? [])
            root.Properties[name] = node;
        root.Properties.TryAdd("metadata", ObjectMeta);
        root.Properties["apiVersion"] = Scalar(SchemaKind.String);
        root.Properties["kind"] = Scalar(SchemaKind.String);
        return root;
    }

    private static SchemaNode Scalar(SchemaKind kind) => new() { Kind = kind };

    private static Dictionary<string, SchemaNode> Read()
    {
        using var stream = typeof(BuiltinTypes).Assembly.GetManifestResourceStream("builtin-types.txt")
            ?? throw new InvalidOperationException("The table builtin-types.txt is not embedded.");
        using var reader = new StreamReader(stream);
        var types = new Dictionary<string, SchemaNode>(StringComparer.Ordinal);
        var fields = new List<(string Owner, string Line)>();
        var owner = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == ' ')
            {
                fields.Add((owner, line[1..]));
                continue;
            }

            var head = line.Split(' ');
            owner = head[0];
            types[owner] = new SchemaNode
            {
                Kind = SchemaKind.Object,
                TypeName = owner,
                Atomic = head.Contains("atomic", StringComparer.Ordinal),
            };
        }

        // Fields second: a type may name one that stands further down, or itself.
        foreach (var (type, line) in fields) AddField(types, types[type], line);
        return types;
    }

    private static void AddField(Dictionary<string, SchemaNode> types, SchemaNode owner, string line)
    {
        var cells = line.Split(' ');
        var name = cells[0].TrimEnd('!');
        if (cells[0].EndsWith('!')) owner.Required.Add(name);
        owner.Properties[name] = Field(types, cells[1], cells.AsSpan(2));
    }

    private static SchemaNode Field(Dictionary<string, SchemaNode> types, string type, ReadOnlySpan<string> flags)
    {
        if (type.StartsWith("[]", StringComparison.Ordinal)) return List(types, type[2..], flags);
        if (type.StartsWith("{}", StringComparison.Ordinal))
        {
            return new SchemaNode
            {
                Kind = SchemaKind.Object,
                Values = Field(types, type[2..], []),
                Atomic = flags.Contains("atomic"),
            };
        }

        if (types.TryGetValue(type, out var named)) return Flagged(named, flags);
        return ScalarOf(type, Value(flags, "default="));
    }

    // A field's flags make a node of their own that shares the type's properties.
    private static SchemaNode Flagged(SchemaNode named, ReadOnlySpan<string> flags) => flags.IsEmpty ? named : new SchemaNode
    {
        Kind = SchemaKind.Object,
        TypeName = named.TypeName,
        Properties = named.Properties,
        Required = named.Required,
        Atomic = named.Atomic || flags.Contains("atomic"),
        Zero = flags.Contains("zero"),
        RetainKeys = flags.Contains("retainKeys"),
    };

    private static SchemaNode List(Dictionary<string, SchemaNode> types, string item, ReadOnlySpan<string> flags)
    {
        var keys = Value(flags, "map=");
        return new SchemaNode
        {
            Kind = SchemaKind.List,
            Items = Field(types, item, []),
            ListMerge = keys is not null ? ListMerge.Map : flags.Contains("set") ? ListMerge.Set : ListMerge.Atomic,
            ListKeys = keys?.Split(',') ?? [],
            PatchKey = Value(flags, "patch="),
            RetainKeys = flags.Contains("retainKeys"),
        };
    }

    private static SchemaNode ScalarOf(string type, string? defaultValue)
    {
        var kind = type switch
        {
            "string" => SchemaKind.String,
            "int32" or "int64" => SchemaKind.Integer,
            "number" => SchemaKind.Number,
            "bool" => SchemaKind.Boolean,
            "time" or "microtime" => SchemaKind.Time,
            "bytes" => SchemaKind.Bytes,
            "quantity" => SchemaKind.Quantity,
            "intorstring" => SchemaKind.IntOrString,
            "any" => SchemaKind.Any,
            _ => throw new InvalidOperationException($"builtin-types.txt names the type {type}, which it does not declare."),
        };
        if (kind == SchemaKind.Any) return SchemaNode.Deduced;
        return new SchemaNode
        {
            Kind = kind,
            Format = type is "int32" or "int64" or "microtime" ? type : null,
            Default = defaultValue is null ? null : JsonValue.Create(defaultValue),
        };
    }

    private static string? Value(ReadOnlySpan<string> flags, string prefix)
    {
        foreach (var flag in flags)
        {
            if (flag.StartsWith(prefix, StringComparison.Ordinal)) return flag[prefix.Length..];
        }

        return null;
    }
}

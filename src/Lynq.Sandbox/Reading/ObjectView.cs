using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;
using Lynq.Sandbox.Tables;

namespace Lynq.Sandbox.Reading;

/// <summary>Writes one object in the form that its reader wants.</summary>
internal sealed class ObjectView(ResourceType type, Representation form, TimeProvider time, string includeObject = "Metadata")
{
    private readonly byte[] _prefix = TypePrefix.Of(type);
    private readonly Conversion? _conversion = Conversion.For(type);

    public Representation Form => form;

    public ResourceType Type => type;

    /// <summary>Writes the object by itself (not as an item of a list).</summary>
    public void Write(IBufferWriter<byte> output, StoredObject stored, bool withColumns = true)
    {
        switch (form)
        {
            case Representation.Metadata:
                WriteMetadata(output, stored);
                break;
            case Representation.Table:
                Write(output, Tables.Table.Of(type, stored.ResourceVersion, [stored], time, includeObject, withColumns));
                break;
            default:
                if (_conversion is null) stored.WriteTo(output, _prefix);
                else Write(output, Versions.Read(stored, type));
                break;
        }
    }

    /// <summary>Writes the object as an item of a list.</summary>
    public void WriteItem(IBufferWriter<byte> output, StoredObject stored)
    {
        if (form == Representation.Metadata)
        {
            WriteMetadata(output, stored);
        }
        else if (_conversion is not null)
        {
            Write(output, Versions.Read(stored, type));
        }
        else
        {
            stored.WriteTo(output, type.Custom is null ? TypePrefix.ListItem : _prefix);
        }
    }

    public static void Write(IBufferWriter<byte> output, JsonNode value)
    {
        using var writer = new Utf8JsonWriter(output, ObjectEncoder.Options);
        value.WriteTo(writer);
    }

    private static void WriteMetadata(IBufferWriter<byte> output, StoredObject stored)
    {
        output.Write("{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\",\"metadata\":"u8);
        stored.WriteMetadataTo(output);
        output.Write("}"u8);
    }
}

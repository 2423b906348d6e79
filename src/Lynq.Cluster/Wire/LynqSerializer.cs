using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;
using Lynq.Actors.Port;

namespace Lynq.Cluster.Wire;

/// <summary>
/// Writes what travels between replicas: the messages of the catalog as JSON under their manifests, in an envelope with a
/// version of its own. Nothing else is read or written, whatever a peer sends: no type name ever crosses the wire. During a
/// rolling upgrade a replica that knows only the older version of a manifest drops what it does not know; the sender's periodic
/// pass tells it again.
/// </summary>
internal sealed class LynqSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string EnvelopeManifest = "e1";
    private const string AcceptedManifest = "a1";
    private const string FailedManifest = "f1";
    private const string CallManifest = "c1";
    private const string StartedManifest = "s1";
    private const string MovedManifest = "m1";

    /// <summary>Stable over all versions: two replicas of different builds must agree on it.</summary>
    public override int Identifier => 75_301;

    /// <inheritdoc/>
    public override string Manifest(object o) => o switch
    {
        ShardEnvelope => EnvelopeManifest,
        Accepted => AcceptedManifest,
        Failed => FailedManifest,
        ShardCall => CallManifest,
        StartNotice => StartedManifest,
        ShardsMoved => MovedManifest,
        IActorMessage message => MessageCatalog.Operator.Serialize(message).Manifest,
        _ => throw new SerializationException($"{o.GetType().Name} does not travel between replicas"),
    };

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => obj switch
    {
        ShardEnvelope envelope => Write(envelope),
        Accepted or ShardsMoved => [],
        Failed failed => Encoding.UTF8.GetBytes(failed.Problem),
        ShardCall call => Encoding.UTF8.GetBytes(call.Shard),
        StartNotice started => Write(started),
        IActorMessage message => MessageCatalog.Operator.Serialize(message).Payload,
        _ => throw new SerializationException($"{obj.GetType().Name} does not travel between replicas"),
    };

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return manifest switch
            {
                EnvelopeManifest => Read(bytes),
                AcceptedManifest => Accepted.Instance,
                FailedManifest => new Failed(Encoding.UTF8.GetString(bytes)),
                CallManifest => new ShardCall(Encoding.UTF8.GetString(bytes)),
                StartedManifest => ReadStarted(bytes),
                MovedManifest => ShardsMoved.Instance,
                _ => MessageCatalog.Operator.Deserialize(manifest, bytes),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new SerializationException($"a message with manifest \"{manifest}\" cannot be read: {e.Message}", e);
        }
    }

    // expects (1 byte), key length (2), key, manifest length (2), manifest, payload
    private static byte[] Write(ShardEnvelope envelope)
    {
        var (manifest, payload) = MessageCatalog.Operator.Serialize(envelope.Message);
        var output = new ArrayBufferWriter<byte>(payload.Length + envelope.Key.Length + manifest.Length + 16);
        output.Write([(byte)envelope.Expects]);
        WriteText(output, envelope.Key);
        WriteText(output, manifest);
        output.Write(payload);
        return output.WrittenSpan.ToArray();
    }

    private static ShardEnvelope Read(ReadOnlySpan<byte> bytes)
    {
        var expects = (Expectation)bytes[0];
        bytes = bytes[1..];
        var key = ReadText(ref bytes);
        var manifest = ReadText(ref bytes);
        return new(key, MessageCatalog.Operator.Deserialize(manifest, bytes), expects);
    }

    private static byte[] Write(StartNotice started)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteText(output, started.Kind);
        WriteText(output, started.Key);
        return output.WrittenSpan.ToArray();
    }

    private static StartNotice ReadStarted(ReadOnlySpan<byte> bytes)
    {
        var kind = ReadText(ref bytes);
        return new(kind, ReadText(ref bytes));
    }

    private static void WriteText(ArrayBufferWriter<byte> output, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), checked((ushort)length));
        output.Advance(2);
        Encoding.UTF8.GetBytes(text, output.GetSpan(length));
        output.Advance(length);
    }

    private static string ReadText(ref ReadOnlySpan<byte> bytes)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var text = Encoding.UTF8.GetString(bytes.Slice(2, length));
        bytes = bytes[(2 + length)..];
        return text;
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using Lynq.Actors.Node.Composition;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Status;

/// <summary>A status as it is written, made once to be compared and to be sent.</summary>
internal sealed class StatusText
{
    // Everything but the time of the last full pass. Never an empty object: the counts are always there.
    private readonly byte[] _lasting;
    private readonly DateTimeOffset? _lastFullReconcileAt;

    public StatusText(LynqNodeStatus status)
    {
        _lasting = JsonSerializer.SerializeToUtf8Bytes(status with { LastFullReconcileAt = null }, CrdJson.Default.LynqNodeStatus);
        _lastFullReconcileAt = status.LastFullReconcileAt;
        Fingerprint = Composition.Fingerprint.Wide(_lasting.AsSpan());
    }

    /// <summary>What has to differ for a status to be written: everything but the time of the last full pass.</summary>
    public UInt128 Fingerprint { get; }

    /// <summary>The merge patch that writes the status.</summary>
    public RequestBody Patch()
    {
        var patch = new ArrayBufferWriter<byte>(_lasting.Length + 80);
        patch.Write("{\"status\":"u8);
        patch.Write(_lasting.AsSpan(0, _lasting.Length - 1));
        if (_lastFullReconcileAt is { } time) Encoding.UTF8.GetBytes($",\"lastFullReconcileAt\":\"{KubernetesTimeConverter.Format(time)}\"", patch);
        patch.Write("}}"u8);
        return RequestBody.Utf8(patch.WrittenMemory);
    }
}

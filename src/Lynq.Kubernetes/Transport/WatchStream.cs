using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Lynq.Kubernetes.Transport;

/// <summary>Reads a watch: one JSON object a line, each deserialised from the receive buffer without a copy.</summary>
internal static class WatchStream
{
    /// <summary>Yields events until the stream ends, or the server is silent for too long.</summary>
    public static async IAsyncEnumerable<WatchEvent<T>> ReadAsync<T>(
        KubernetesRequest request, Stream stream, Representation<T> representation, Deadline deadline, TimeSpan silence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new(bufferSize: 16 * 1024, leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await ReadAsync(pipe, deadline, silence, cancellationToken);
                var buffer = read.Buffer;
                while (TryTakeLine(ref buffer, out var line))
                {
                    if (WatchLine.Parse(request, line, representation) is { } change)
                        yield return change;
                }

                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (!read.IsCompleted)
                    continue;
                if (!buffer.IsEmpty)
                    throw FailureReader.Own(request, StatusReasons.ConnectionFailed, "the watch ended in the middle of an event");
                yield break;
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    // The clock runs only while bytes are waited for: that a consumer takes its time is not the server's silence.
    private static async ValueTask<ReadResult> ReadAsync(PipeReader pipe, Deadline deadline, TimeSpan silence, CancellationToken cancellationToken)
    {
        var reading = pipe.ReadAsync(cancellationToken);
        if (reading.IsCompleted)
            return await reading;
        deadline.Extend(silence);
        var read = await reading;
        deadline.Suspend();
        return read;
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }
}

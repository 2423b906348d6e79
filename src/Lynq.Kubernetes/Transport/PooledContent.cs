using System.Buffers;
using System.Net;

namespace Lynq.Kubernetes.Transport;

/// <summary>
/// A request's body, serialised once into rented memory, so that its length is known before it is sent (servers and proxies in
/// between treat a body without length worse) and nothing is left to collect afterwards.
/// </summary>
internal sealed class PooledContent : HttpContent
{
    private readonly PooledBuffer _buffer = new();
    private readonly KubernetesRequest _request;

    public PooledContent(KubernetesRequest request, RequestBody body)
    {
        _request = request;
        body.WriteTo(_buffer);
        Headers.TryAddWithoutValidation("Content-Type", body.ContentType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The headers wait in the connection's buffer until the body comes: what stops here has not left.
        if (_request.Fence?.Invoke() == false)
            throw FailureReader.Fenced(_request);
        return stream.WriteAsync(_buffer.Written, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _buffer.Written.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _buffer.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Growing rented memory.</summary>
    private sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
    {
        private byte[] _bytes = ArrayPool<byte>.Shared.Rent(4096);
        private int _length;

        public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

        public void Advance(int count) => _length += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            Grow(Math.Max(sizeHint, 1));
            return _bytes.AsMemory(_length);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public void Dispose()
        {
            var bytes = _bytes;
            _bytes = [];
            _length = 0;
            if (bytes.Length > 0)
                ArrayPool<byte>.Shared.Return(bytes);
        }

        private void Grow(int needed)
        {
            if (_bytes.Length - _length >= needed)
                return;
            var bigger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + needed));
            Written.CopyTo(bigger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = bigger;
        }
    }
}

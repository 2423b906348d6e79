using System.Buffers;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// Memory to write into for a moment: for every object of every node the same again, unless a giant came by. Whoever takes it while it
/// is taken gets another.
/// </summary>
internal readonly ref struct ScratchBuffer
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_spare;

    private ScratchBuffer(ArrayBufferWriter<byte> output) => Output = output;

    /// <summary>What is written; good until this is given back.</summary>
    public ArrayBufferWriter<byte> Output { get; }

    /// <summary>Takes it, empty.</summary>
    public static ScratchBuffer Take()
    {
        var output = t_spare ?? new ArrayBufferWriter<byte>(4096);
        t_spare = null;
        return new ScratchBuffer(output);
    }

    /// <summary>Gives it back.</summary>
    public void Dispose()
    {
        Output.ResetWrittenCount();
        if (Output.Capacity <= LargestKept) t_spare = Output;
    }
}

using System.Diagnostics;

namespace Lynq.Benchmarks.Templates;

/// <summary>Time and allocation of one operation.</summary>
/// <param name="Nanoseconds">Per operation, the best of several rounds.</param>
/// <param name="Bytes">Allocated per operation.</param>
internal sealed record Measurement(double Nanoseconds, double Bytes)
{
    private const int Rounds = 7;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);

    /// <summary>Measures an operation that is warmed up until the compiler has settled.</summary>
    public static Measurement Of(Action operation)
    {
        var clock = Stopwatch.StartNew();
        var operations = 0;
        for (; clock.Elapsed < s_warmUp; operations++)
        {
            operation();
        }

        var count = Math.Max(1, operations / 8);
        var best = double.MaxValue;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            clock.Restart();
            for (var i = 0; i < count; i++)
            {
                operation();
            }

            best = Math.Min(best, clock.Elapsed.TotalNanoseconds / count);
        }

        return new(best, (double)(GC.GetAllocatedBytesForCurrentThread() - before) / (count * Rounds));
    }
}

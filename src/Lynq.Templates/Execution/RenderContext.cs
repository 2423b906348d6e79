using System.Security.Cryptography;
using Lynq.Templates.Functions;

namespace Lynq.Templates.Execution;

/// <summary>One render in progress, as functions see it: its limits and what it has used, its clock and random source.</summary>
internal sealed partial class RenderContext
{
    private long _work;

    /// <summary>The limits of this render.</summary>
    public TemplateLimits Limits { get; private set; } = TemplateLimits.Default;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; private set; } = TimeProvider.System;

    /// <summary>
    /// To be asked before a value is made whose size the template or its data chooses.
    /// </summary>
    /// <param name="size">The size in UTF-16 units, bytes or elements.</param>
    /// <exception cref="FunctionException">The value, or all values of this render together, would be too large.</exception>
    public void ReserveSize(long size)
    {
        if (size > Limits.MaxValueSize)
        {
            throw new FunctionException($"result of size {size} exceeds the limit of {Limits.MaxValueSize}");
        }

        Work(size);
    }

    /// <summary>Counts work that makes no value, such as comparing every element with every other.</summary>
    /// <param name="units">Characters or elements handled.</param>
    /// <exception cref="FunctionException">The render has done more than its limit allows.</exception>
    public void Work(long units)
    {
        _work += units;
        if (_work > Limits.MaxWork)
        {
            throw new FunctionException($"template does too much work (limit {Limits.MaxWork} units)");
        }
    }

    /// <summary>Fills a buffer with cryptographically strong random bytes.</summary>
    public static void FillRandom(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}

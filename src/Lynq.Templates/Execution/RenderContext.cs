using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Lynq.Templates.Functions;
using Lynq.Templates.Parsing;
using Lynq.Templates.Values;

namespace Lynq.Templates.Execution;

/// <summary>One render in progress: its limits and what it has used, its clock and random source, the dot and the variables.</summary>
internal sealed partial class RenderContext
{
    private const int LongestReason = 4_096;
    private long _work;
    private long _steps;

    /// <summary>The limits of this render.</summary>
    public TemplateLimits Limits { get; private set; } = TemplateLimits.Default;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; private set; } = TimeProvider.System;

    /// <summary>The text that is running.</summary>
    public SourceText Source { get; private set; } = null!;

    /// <summary>What has been printed.</summary>
    public OutputBuffer Output { get; } = new();

    /// <summary>
    /// To be asked before a value is made whose size the template or its data chooses.
    /// </summary>
    /// <param name="size">The size in UTF-16 units, bytes or elements.</param>
    /// <exception cref="FunctionException">The value, or all values of this render together, would be too large.</exception>
    public void ReserveSize(long size)
    {
        RequireSize(size);
        Work(size);
    }

    /// <summary>To be asked while a value grows whose final size is not known; it counts no work.</summary>
    /// <param name="size">The size so far in UTF-16 units or bytes.</param>
    /// <exception cref="FunctionException">The value is too large already.</exception>
    public void RequireSize(long size)
    {
        if (size > Limits.MaxValueSize)
        {
            throw new FunctionException($"result of size {size} exceeds the limit of {Limits.MaxValueSize}");
        }
    }

    /// <summary>To be asked before a list or map is made whose size the template or its data chooses.</summary>
    /// <param name="count">The number of elements.</param>
    /// <exception cref="FunctionException">There would be too many.</exception>
    public void ReserveElements(long count)
    {
        if (count > Limits.MaxElements)
        {
            throw new FunctionException($"result of {count} elements exceeds the limit of {Limits.MaxElements}");
        }

        Work(count);
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

    /// <summary>Counts one call or loop round.</summary>
    /// <exception cref="TemplateException">There were too many.</exception>
    public void Step(Expression at)
    {
        if (++_steps > Limits.MaxSteps)
        {
            throw Failure(at, $"template takes too many steps (limit {Limits.MaxSteps})");
        }
    }

    /// <summary>Checks that there is room for one more level of nesting.</summary>
    /// <exception cref="TemplateException">There is not.</exception>
    public void RequireStack(Expression at)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Failure(at, $"exceeded maximum template depth ({_depth})");
        }
    }

    /// <summary>An error at a place of the running template.</summary>
    public TemplateException Failure(Expression at, string reason, Exception? cause = null)
    {
        var (line, column) = Source.Locate(at.Start);
        return new(Shortened(reason), _templateName, line, column, Source.Excerpt(at.Start, at.End), cause);
    }

    /// <summary>Reasons can quote a row's value, which can be large.</summary>
    private static string Shortened(string reason) => reason.Length <= LongestReason ? reason : reason[..LongestReason] + "...";

    /// <summary>The error of a result that is too large.</summary>
    public TemplateException OutputFull(Expression at) => Failure(at, $"output exceeds the limit of {Limits.MaxOutput} characters");
}

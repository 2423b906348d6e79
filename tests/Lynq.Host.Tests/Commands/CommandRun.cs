using Lynq.Testing;

namespace Lynq.Host.Tests.Commands;

/// <summary>How a command ended.</summary>
internal static class CommandRun
{
    /// <summary>That it failed as every command fails: one message, exit code 1, no stack trace.</summary>
    public static void ShouldBeRefused(this ProgramRun run, string message)
    {
        run.Errors.TrimEnd().ShouldBe($"lynq: {message}");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBeEmpty();
    }

    /// <summary>That it went well and printed just this.</summary>
    public static void ShouldPrint(this ProgramRun run, string text)
    {
        run.Errors.ShouldBeEmpty();
        run.Output.ShouldBe(text.ReplaceLineEndings("\n") + "\n");
        run.ExitCode.ShouldBe(0);
    }
}

using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Lynq.Architecture.Tests;

/// <summary>Time comes from TimeProvider, nothing blocks a thread, and no source is unfinished.</summary>
public sealed class ForbiddenCallTests
{
    public static TheoryData<string, string, string> Rules => new()
    {
        { @"\bDateTime(Offset)?\.(Utc)?Now\b", "the wall clock: use TimeProvider", "var t = DateTime.UtcNow;" },
        { @"\bDateTime\.Today\b", "the wall clock: use TimeProvider", "var t = DateTime.Today;" },
        { @"\bThread\.Sleep\(", "blocks a thread", "Thread.Sleep(5);" },
        { @"\bTask\.Delay\((?!.*\b\w*([tT]ime|[cC]lock)\w*\b)", "without a TimeProvider tests would have to wait", "await Task.Delay(100, stop);" },
        { @"\.GetAwaiter\(\)\.GetResult\(\)", "blocks a thread", "x.GetAwaiter().GetResult();" },
        { @"\.Wait\(\)", "blocks a thread", "task.Wait();" },
        { @"(\)|[tT]ask)\.Result\b", "blocks a thread", "var x = ReadAsync().Result;" },
        { @"\basync void\b", "loses exceptions", "async void OnTick()" },
        { @"\bnew Random\(\)", "cannot be repeated: pass a Random in", "var r = new Random();" },
        { @"\b(TODO|FIXME|HACK)\b", "unfinished", "// TODO: later" },
        { @"\bNotImplementedException\b", "unfinished", "throw new NotImplementedException();" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_sources_do_without(string pattern, string why, string example)
    {
        var rule = new Regex(pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        rule.IsMatch(example).ShouldBeTrue("the rule must find what it forbids");
        var found =
            from file in Sources.Files
            from line in Sources.LinesOf(file).Select((text, i) => (Text: text, Number: i + 1))
            where rule.IsMatch(WithoutComment(line.Text, pattern))
            select $"{file}:{line.Number}: {line.Text.Trim()}";
        found.ShouldBeEmpty(why);
    }

    // Comments may speak of what code must not do, but not of unfinished work.
    private static string WithoutComment(string line, string pattern)
    {
        var start = line.IndexOf("//", StringComparison.Ordinal);
        return start < 0 || pattern.Contains("TODO", StringComparison.Ordinal) ? line : line[..start];
    }
}

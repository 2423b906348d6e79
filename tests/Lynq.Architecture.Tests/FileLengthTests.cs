using Shouldly;
using Xunit;

namespace Lynq.Architecture.Tests;

public sealed class FileLengthTests
{
    private const int Longest = 400;

    [Fact]
    public void No_source_file_is_longer_than_four_hundred_lines()
    {
        Sources.Files.Count.ShouldBeGreaterThan(50);
        Sources.Files.Select(file => (File: file, Lines: Sources.LinesOf(file).Length)).Where(f => f.Lines > Longest).ShouldBeEmpty();
    }
}

using Lynq.Actors.Node;
using Lynq.Actors.Node.Content;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Content;

public sealed class RowSizeTests
{
    [Theory]
    [InlineData('x', 10, true, true)]
    [InlineData('x', 100_000, true, true)]
    [InlineData('x', 130_000, true, false)]
    [InlineData('x', 253_000, true, false)]
    [InlineData('x', 254_000, false, false)]
    [InlineData('x', 1 << 20, false, false)]
    [InlineData('<', 35_000, true, true)] // Six bytes each as JSON, and one in its copy.
    [InlineData('<', 42_000, true, false)]
    [InlineData('<', 43_000, false, false)]
    [InlineData('\u20ac', 80_000, true, false)] // Three bytes each.
    [InlineData('\u20ac', 85_000, false, false)]
    public void A_row_fits_by_the_bytes_of_its_values(char character, int length, bool fits, bool twice)
    {
        var row = Row(new string(character, length));
        (RowSize.Problem(row) is null).ShouldBe(fits);
        if (fits) RowSize.FitsTwice(row).ShouldBe(twice);
    }

    [Fact]
    public void What_is_wrong_names_the_largest_variable_and_no_value()
    {
        var problem = RowSize.Problem(Row(new string('x', 1 << 20)))!;
        problem.ShouldContain("\"blob\" with 1048576 bytes");
        problem.Length.ShouldBeLessThan(300);
    }

    private static NodeRow Row(string blob) => new() { Uid = "a", Activate = "1", Extras = new Dictionary<string, string> { ["blob"] = blob, ["plan"] = "basic" } };
}

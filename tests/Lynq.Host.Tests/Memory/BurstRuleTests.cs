using Lynq.Host.Memory;

namespace Lynq.Host.Tests.Memory;

public sealed class BurstRuleTests
{
    private const long Much = BurstRule.Much;

    [Theory]
    [InlineData("0 0 0 0 0", "nothing ever happened")]
    [InlineData("1 1 1 1 1 1", "little happens all the time")]
    [InlineData("M 0 0", "it has not been calm for long enough")]
    [InlineData("M 0 0 M 0 0 M 0 0", "it goes on, with pauses")]
    public void Ends_no_burst(string looks, string why) => Ends(looks).ShouldBeEmpty(why);

    [Theory]
    [InlineData("M 0 0 0", "3")]
    [InlineData("0 M M M 1 1 1 0 0 0 0", "6")]
    [InlineData("M 0 0 M 0 0 0 0", "6")]
    [InlineData("M 0 0 0 0 M 0 0 0", "3 8")]
    public void Ends_a_burst_once_when_it_has_been_calm(string looks, string ends) => string.Join(' ', Ends(looks)).ShouldBe(ends);

    private static List<int> Ends(string looks)
    {
        var rule = default(BurstRule);
        var ends = new List<int>();
        foreach (var (at, look) in looks.Split(' ').Index())
        {
            (rule, var isOver) = rule.Look(look switch { "M" => Much, "1" => Much - 1, _ => 0 });
            if (isOver) ends.Add(at);
        }

        return ends;
    }
}

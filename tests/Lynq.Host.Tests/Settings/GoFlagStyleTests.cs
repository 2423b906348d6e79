using Lynq.Host.Settings;

namespace Lynq.Host.Tests.Settings;

public sealed class GoFlagStyleTests
{
    [Theory]
    [InlineData("-leader-elect", "--leader-elect")]
    [InlineData("-hub-concurrency=3", "--hub-concurrency=3")]
    [InlineData("--hub-concurrency=3", "--hub-concurrency=3")]
    [InlineData("-f", "-f")]
    [InlineData("-unknown-flag", "-unknown-flag")]
    [InlineData("run", "run")]
    public void Known_flags_take_one_dash_or_two(string given, string expected) => GoFlagStyle.Normalise([given]).ShouldBe([expected]);

    [Theory]
    [InlineData(":8081", ":8081")]
    [InlineData("127.0.0.1:8081", "127.0.0.1:8081")]
    [InlineData("localhost:80", "127.0.0.1:80")]
    [InlineData("[::1]:80", "[::1]:80")]
    public void Addresses_are_read_as_go_writes_them(string text, string shown)
    {
        BindAddress.TryParse(text, out var address).ShouldBeTrue();
        address.ToString().ShouldBe(shown);
    }

    [Theory]
    [InlineData("8081")]
    [InlineData("host:port")]
    [InlineData(":99999")]
    public void Other_text_is_no_address(string text) => BindAddress.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("--leader-elect=false -leader-elect", "--leader-elect")]
    [InlineData("run --metrics-secure=true --node-concurrency 3 -metrics-secure=false --node-concurrency=7", "run --metrics-secure=false --node-concurrency=7")]
    [InlineData("--node-concurrency=7 --node-concurrency 9", "--node-concurrency 9")]
    [InlineData("--kubeconfig a --context c --kubeconfig b", "--context c --kubeconfig b")]
    [InlineData("why --kubeconfig a --kubeconfig b", "why --kubeconfig a --kubeconfig b")]
    public void Of_a_repeated_flag_the_last_one_counts(string given, string expected) =>
        GoFlagStyle.Normalise(given.Split(' ')).ShouldBe(expected.Split(' '));
}

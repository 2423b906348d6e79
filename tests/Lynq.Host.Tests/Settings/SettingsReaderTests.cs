using Lynq.Host.Settings;

namespace Lynq.Host.Tests.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Every_flag_has_a_usable_default()
    {
        var settings = Read([]);

        settings.Number("node-concurrency").ShouldBe(10);
        settings.IsOn("metrics-secure").ShouldBeTrue();
        settings.Address("metrics-bind-address").ShouldBeNull();
        settings.Address("health-probe-bind-address")!.Value.Port.ShouldBe(8081);
        settings.List("watch-namespaces").ShouldBeEmpty();
    }

    [Fact]
    public void A_flag_wins_over_the_environment_and_that_over_the_file()
    {
        File.WriteAllText(_file, """{"hub-concurrency": 7, "form-concurrency": 8, "node-concurrency": "9"}""");

        var settings = SettingsReader.Read(
            new Dictionary<string, string> { ["config"] = _file, ["hub-concurrency"] = "2" },
            name => name is "LYNQ_HUB_CONCURRENCY" or "LYNQ_FORM_CONCURRENCY" ? "4" : null);

        settings.Number("hub-concurrency").ShouldBe(2);
        settings.Number("form-concurrency").ShouldBe(4);
        settings.Number("node-concurrency").ShouldBe(9);
    }

    public static TheoryData<string> AllFlags => [.. OperatorFlags.All.Where(flag => flag.Name != "config").Select(flag => flag.Name)];

    [Theory]
    [MemberData(nameof(AllFlags))]
    public void Of_every_setting_the_flag_wins_then_the_environment_then_the_file_then_the_default(string name)
    {
        var flag = OperatorFlags.All.Single(f => f.Name == name);
        var (first, second, third) = Values(flag);
        File.WriteAllText(_file, $$"""{"{{name}}": "{{third}}"}""");
        string Read(bool byFlag, bool byVariable, bool byFile)
        {
            var flags = new Dictionary<string, string>(StringComparer.Ordinal);
            if (byFlag)
                flags[name] = first;
            if (byFile)
                flags["config"] = _file;
            return SettingsReader.Read(flags, variable => byVariable && variable == flag.Variable ? second : null).Text(name);
        }

        Read(byFlag: true, byVariable: true, byFile: true).ShouldBe(first);
        Read(byFlag: false, byVariable: true, byFile: true).ShouldBe(second);
        Read(byFlag: false, byVariable: false, byFile: true).ShouldBe(third);
        Read(byFlag: false, byVariable: false, byFile: false).ShouldBe(flag.Default);
    }

    // A switch has only two values: the middle one differs from its neighbours.
    private static (string First, string Second, string Third) Values(FlagDefinition flag) => flag.Kind switch
    {
        FlagKind.Switch => ("true", "false", "true"),
        FlagKind.Number => ("11", "12", "13"),
        FlagKind.Rate => ("1.5", "2.5", "3.5"),
        FlagKind.Address => ("127.0.0.1:1111", "127.0.0.1:2222", "127.0.0.1:3333"),
        FlagKind.Choice => (flag.Choices[0], flag.Choices[^1], flag.Choices[0]),
        _ => ("one", "two", "three"),
    };

    [Theory]
    [InlineData("hub-concurrency", "0", "flag --hub-concurrency: \"0\" is not a whole number from 1 to 1000")]
    [InlineData("hub-concurrency", "many", "flag --hub-concurrency: \"many\" is not a whole number from 1 to 1000")]
    [InlineData("leader-elect", "maybe", "flag --leader-elect: \"maybe\" is neither true nor false")]
    [InlineData("metrics-bind-address", "8443", "flag --metrics-bind-address: \"8443\" is not an address such as :8081 or 127.0.0.1:8081, or 0 for off")]
    [InlineData("zap-encoder", "xml", "flag --zap-encoder: \"xml\" is not one of json, console")]
    [InlineData("zap-log-level", "loud", "flag --zap-log-level: \"loud\" is not one of debug, info, warn, error, panic")]
    [InlineData("kube-api-qps", "-1", "flag --kube-api-qps: \"-1\" is not a number of zero or more")]
    public void A_wrong_value_is_named_with_what_would_be_right(string flag, string value, string message) =>
        Should.Throw<SettingsException>(() => Read(new() { [flag] = value })).Message.ShouldBe(message);

    [Fact]
    public void A_wrong_variable_is_named_as_the_variable() =>
        Should.Throw<SettingsException>(() => SettingsReader.Read(new Dictionary<string, string>(), name => name == "LYNQ_LEADER_ELECT" ? "on" : null))
            .Message.ShouldStartWith("environment variable LYNQ_LEADER_ELECT:");

    [Fact]
    public void An_unknown_key_of_the_file_is_refused()
    {
        File.WriteAllText(_file, """{"hub-concurency": 7}""");

        Should.Throw<SettingsException>(() => Read(new() { ["config"] = _file })).Message.ShouldContain("\"hub-concurency\" is no setting");
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Should.Throw<SettingsException>(() => Read(new() { ["config"] = "/nowhere/lynq.json" })).Message.ShouldContain("/nowhere/lynq.json");

    [Theory]
    [InlineData("3", true)]
    [InlineData("debug", true)]
    [InlineData("DEBUG", true)]
    public void A_log_level_is_a_word_or_a_verbosity(string level, bool accepted) =>
        (OperatorFlags.All.Single(flag => flag.Name == "zap-log-level").Check(level) is null).ShouldBe(accepted);

    public void Dispose() => File.Delete(_file);

    private static OperatorSettings Read(Dictionary<string, string> flags) => SettingsReader.Read(flags, _ => null);
}

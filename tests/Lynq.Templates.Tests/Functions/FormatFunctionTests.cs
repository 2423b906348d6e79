using Shouldly;
using Xunit;

namespace Lynq.Templates.Tests.Functions;

public sealed class FormatFunctionTests
{
    [Theory]
    [InlineData("""{{ toJson (dict "b" 1.0 "a" (list "<" nil true)) }}""", "{\"a\":[\"\\u003c\",null,true],\"b\":1}")]
    [InlineData("""{{ toRawJson "<&>" }} {{ toJson 1e21 }} {{ toJson 1e-7 }} {{ toJson 123456789.5 }} {{ toJson -0.0 }}""", "\"<&>\" 1e+21 1e-7 123456789.5 -0")]
    [InlineData("""{{ toPrettyJson (dict "a" (list 1) "e" (list)) }}""", "{\n  \"a\": [\n    1\n  ],\n  \"e\": []\n}")]
    [InlineData("""{{ toJson (float64 "NaN") }}|{{ toJson (rest list) }}|{{ toJson (semver "v1") }}""", "|null|\"1.0.0\"")]
    [InlineData("""{{ (fromJson "{\"a\":{\"b\":[1,2.5]}}").a.b }}|{{ fromJson "{bad" }}|{{ fromJson "\"\\ud83d\"" }}""", "[1 2.5]|map[]|\uFFFD")]
    public void Reads_and_writes_JSON_as_Go_does(string template, string expected) => Rendering.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("""{{ mustFromJson "[1,]" }}""", "invalid character ']' looking for beginning of value")]
    [InlineData("""{{ mustFromJson "{\"a\":1}x" }}""", "invalid character 'x' after top-level value")]
    [InlineData("""{{ mustFromJson "[" }}""", "unexpected end of JSON input")]
    [InlineData("""{{ mustToJson (float64 "inf") }}""", "unsupported value: +Inf")]
    public void Says_why_JSON_is_none(string template, string message) => Rendering.ShouldFail(template, message);

    [Theory]
    [InlineData("""{{ (urlParse "https://u:p%20w@h.example:8443/a/b?q=1#f").userinfo }}""", "u:p%20w")]
    [InlineData("""{{ (urlParse "http://[::1]:80/x").hostname }} {{ (urlParse "mailto:a@b").opaque }}""", "::1 a@b")]
    [InlineData("""{{ urlJoin (dict "scheme" "http" "host" "h" "path" "a b" "query" "q=1" "fragment" "x y") }}""", "http://h/a%20b?q=1#x%20y")]
    [InlineData("""{{ toHost "https://db.example.com:5432/x" }} {{ toHost "db:5432" }} {{ toHost "plain" }} {{ toHost "http://[::1]:80" }}""", "db.example.com db plain ::1")]
    [InlineData("""{{ base "/a/b.txt" }} {{ dir "/a/b" }} {{ clean "a//../../b/." }} {{ ext "x.tar.gz" }} {{ isAbs "/a" }}""", "b.txt /a ../b .gz true")]
    public void Takes_URLs_and_paths_apart(string template, string expected) => Rendering.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("^1.2", "1.9.9", "true")]
    [InlineData("^0.2.3", "0.3.0", "false")]
    [InlineData("~1.2", "1.3.0", "false")]
    [InlineData("1.1 - 2.0", "1.5.0", "true")]
    [InlineData(">=1.20-0", "v1.27.3-gke.100", "true")]
    [InlineData(">=1.20", "v1.27.3-gke.100", "false")]
    [InlineData("<1 || >2.0", "2.1.0", "true")]
    [InlineData("<2.0.0-rc.10", "2.0.0-rc.2", "true")]
    public void Compares_versions(string constraint, string version, string expected) =>
        Rendering.Render($"{{{{ semverCompare \"{constraint}\" \"{version}\" }}}}").ShouldBe(expected);

    [Theory]
    [InlineData("""{{ (semver "v1.2-rc.1+b").Prerelease }} {{ (semver "v1.2").Original }} {{ semver "v1.2" }}""", "rc.1 v1.2 1.2.0")]
    [InlineData("""{{ b64enc "世界" | b64dec }} {{ b32enc "ab" }} {{ b32dec "MFRA====" }}""", "世界 MFRA==== ab")]
    [InlineData("""{{ b64dec "YQ" }}|{{ b64dec "YQ=x" }}|{{ b32dec "ME" }}""", "illegal base64 data at input byte 0|illegal base64 data at input byte 2|illegal base32 data at input byte 0")]
    public void Encodes_and_reads_versions(string template, string expected) => Rendering.Render(template).ShouldBe(expected);
}

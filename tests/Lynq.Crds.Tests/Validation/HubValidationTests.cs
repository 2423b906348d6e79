using Lynq.Crds.Validation;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Validation;

public sealed class HubValidationTests
{
    private const string Mappings = """ "valueMappings":{"uid":"id","activate":"a"} """;
    private const string Server = """ {"host":"h","username":"u","database":"d","table":"t"} """;

    [Theory]
    [InlineData("""{"source":{"type":"mysql"}}""", "spec.valueMappings.uid: valueMappings.uid is required")]
    [InlineData("""{"source":{"type":"mysql"},"valueMappings":{"uid":"id"}}""", "spec.valueMappings.activate: valueMappings.activate is required")]
    [InlineData("""{"source":{"type":"mysql"},""" + Mappings + "}", "spec.source.mysql: mysql configuration is required when source type is mysql")]
    [InlineData("""{"source":{"type":"mysql","postgresql":""" + Server + "}," + Mappings + "}", "spec.source.mysql: mysql configuration is required when source type is mysql")]
    [InlineData("""{"source":{"type":"mysql","mysql":{}},""" + Mappings + "}", "spec.source.mysql.host: mysql.host is required")]
    [InlineData("""{"source":{"type":"mysql","mysql":{"host":"h"}},""" + Mappings + "}", "spec.source.mysql.username: mysql.username is required")]
    [InlineData("""{"source":{"type":"mysql","mysql":{"host":"h","username":"u"}},""" + Mappings + "}", "spec.source.mysql.database: mysql.database is required")]
    [InlineData("""{"source":{"type":"mysql","mysql":{"host":"h","username":"u","database":"d"}},""" + Mappings + "}", "spec.source.mysql.table: mysql.table is required")]
    [InlineData("""{"source":{"type":"postgresql"},""" + Mappings + "}", "spec.source.postgresql: postgresql configuration is required when source type is postgresql")]
    [InlineData("""{"source":{"type":"postgresql","postgresql":{"host":"h","username":"u","table":"t"}},""" + Mappings + "}", "spec.source.postgresql.database: postgresql.database is required")]
    [InlineData("""{"source":{"type":"sqlite"},""" + Mappings + "}", "spec.source.sqlite: sqlite configuration is required when source type is sqlite")]
    [InlineData("""{"source":{"type":"sqlite","sqlite":{"table":"t"}},""" + Mappings + "}", "spec.source.sqlite.path: sqlite.path is required")]
    [InlineData("""{"source":{"type":"sqlite","sqlite":{"path":"p"}},""" + Mappings + "}", "spec.source.sqlite.table: sqlite.table is required")]
    [InlineData("""{"source":{"type":"oracle"},""" + Mappings + "}", "spec.source.type: unsupported source type 'oracle': use mysql, postgresql or sqlite")]
    [InlineData("""{"source":{},""" + Mappings + "}", "spec.source.type: source.type is required")]
    [InlineData("""{"source":{"type":"mysql","syncInterval":"30","mysql":""" + Server + "}," + Mappings + "}", "spec.source.syncInterval: '30' is not an interval: write one number and one unit, for example 30s, 5m or 1h")]
    [InlineData("""{"source":{"type":"mysql","mysql":""" + Server + "}," + Mappings + ""","extraValueMappings":{"x":""}}""", "spec.extraValueMappings.x: extraValueMappings.x is required")]
    public void It_reports_the_first_problem_in_the_order_of_the_contract(string spec, string expected) =>
        HubValidation.Validate(Objects.Hub(spec)).FirstError!.ToString().ShouldBe(expected);

    [Fact]
    public void A_complete_hub_is_valid_without_advice()
    {
        var result = HubValidation.Validate(Objects.GoodHub.WithDefaults());
        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
        result.FirstError.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"uid":"id","activate":"a","hostOrUrl":"url"}""", "{}", "{}", "spec.valueMappings.hostOrUrl: deprecated since v1.1.11")]
    [InlineData("""{"uid":"id","activate":"a"}""", """{"uid":"other"}""", "{}", "spec.extraValueMappings.uid: this mapping hides the built-in variable .uid")]
    [InlineData("""{"uid":"id","activate":"a"}""", """{"hubId":"other"}""", "{}", "spec.extraValueMappings.hubId: the built-in variable .hubId wins")]
    [InlineData("""{"uid":"id","activate":"a"}""", "{}", """{"mode":"required","caSecretRef":{"name":"s","key":"k"}}""", "spec.source.mysql.tls.caSecretRef: has no effect unless")]
    public void It_warns_without_refusing(string mappings, string extra, string tls, string expected)
    {
        var result = HubValidation.Validate(Objects.Hub(
            $$$"""{"source":{"type":"mysql","mysql":{"host":"h","username":"u","database":"d","table":"t","tls":{{{tls}}}}},"valueMappings":{{{mappings}}},"extraValueMappings":{{{extra}}}}"""));
        result.IsValid.ShouldBeTrue();
        result.Warnings.ShouldHaveSingleItem().ToString().ShouldStartWith(expected);
    }
}

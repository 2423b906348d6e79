using System.Text.Json;
using Lynq.Crds.Tests.Validation;
using Shouldly;
using Xunit;

namespace Lynq.Crds.Tests.Defaulting;

public sealed class DefaultingTests
{
    [Fact]
    public void A_hub_gets_interval_and_ports()
    {
        var hub = Objects.Hub("""{"source":{"type":"mysql","mysql":{"host":"h","port":0},"postgresql":{"host":"p"}}}""").WithDefaults();
        (hub.Spec.Source.SyncInterval, hub.Spec.Source.Mysql!.Port, hub.Spec.Source.Postgresql!.Port).ShouldBe(("30s", 3306, 5432));
    }

    [Fact]
    public void What_a_hub_says_is_kept()
    {
        var hub = Objects.Hub("""{"source":{"type":"mysql","syncInterval":"1h","mysql":{"host":"h","port":33}}}""").WithDefaults();
        (hub.Spec.Source.SyncInterval, hub.Spec.Source.Mysql!.Port).ShouldBe(("1h", 33));
    }

    [Theory]
    [InlineData(
        """{"id":"a","timeoutSeconds":0}""",
        """{"conflictPolicy":"Stuck","creationPolicy":"WhenNeeded","deletionPolicy":"Delete","id":"a","patchStrategy":"apply","skipOnDependencyFailure":true,"timeoutSeconds":300,"waitForReady":true}""")]
    [InlineData(
        """{"conflictPolicy":"Force","creationPolicy":"Once","deletionPolicy":"Retain","id":"a","patchStrategy":"merge","skipOnDependencyFailure":false,"timeoutSeconds":9,"waitForReady":false}""",
        """{"conflictPolicy":"Force","creationPolicy":"Once","deletionPolicy":"Retain","id":"a","patchStrategy":"merge","skipOnDependencyFailure":false,"timeoutSeconds":9,"waitForReady":false}""")]
    public void A_resource_gets_exactly_what_it_leaves_out(string resource, string expected)
    {
        var form = Objects.Form($$"""{"hubId":"h","manifests":[{{resource}}]}""").WithDefaults();
        var spec = JsonSerializer.SerializeToElement(form, CrdJson.Default.LynqForm).GetProperty("spec");
        CanonicalJson.Write(spec).ShouldBe($$"""{"hubId":"h","manifests":[{{expected}}]}""");
    }
}

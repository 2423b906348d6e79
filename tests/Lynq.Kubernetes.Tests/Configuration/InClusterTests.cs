using Lynq.Kubernetes.Configuration;
using Lynq.Kubernetes.Tests.Stub;
using Lynq.Testing;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Configuration;

public class InClusterTests
{
    [Fact]
    public void Takes_up_a_rotated_authority_and_keeps_the_last_while_the_file_is_being_written()
    {
        var clock = new FakeTimeProvider();
        var file = Path.GetTempFileName();
        using var first = new TestCertificates();
        using var second = new TestCertificates();
        File.WriteAllText(file, first.AuthorityPem);
        var authorities = new RotatingAuthorities(file, clock);
        var before = authorities.Current()[0].Thumbprint;
        File.WriteAllText(file, second.AuthorityPem);
        authorities.Current()[0].Thumbprint.ShouldBe(before);
        clock.Advance(TimeSpan.FromMinutes(1));
        var after = authorities.Current()[0].Thumbprint;
        string.Equals(after, before, StringComparison.Ordinal).ShouldBeFalse();
        File.Delete(file);
        clock.Advance(TimeSpan.FromMinutes(1));
        authorities.Current()[0].Thumbprint.ShouldBe(after);
    }
}

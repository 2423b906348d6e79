using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Objects;

public sealed class PackedTests
{
    [Theory]
    [InlineData("")]
    [InlineData("8d1c7c0a-5b0e-4f51-9d0c-2f3f1f1f6c11")]
    [InlineData("8D1C7C0A-5B0E-4F51-9D0C-2F3F1F1F6C11")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("{8d1c7c0a-5b0e-4f51-9d0c-2f3f1f1f6c11}")]
    [InlineData("8d1c7c0a5b0e4f519d0c2f3f1f1f6c11")]
    [InlineData(" 8d1c7c0a-5b0e-4f51-9d0c-2f3f1f1f6c11")]
    [InlineData("any other uid")]
    public void A_uid_comes_back_as_it_was(string uid)
    {
        var packed = new PackedUid(uid);
        packed.ToString().ShouldBe(uid);
        packed.IsEmpty.ShouldBe(uid.Length == 0);
        packed.ShouldBe(new PackedUid(new string(uid.AsSpan())));
    }

    [Fact]
    public void No_uid_is_that_of_default() => default(PackedUid).ShouldBe(new PackedUid(""));

    [Fact]
    public void Uids_that_differ_in_case_are_different_ones() =>
        new PackedUid("8D1C7C0A-5B0E-4F51-9D0C-2F3F1F1F6C11").ShouldNotBe(new PackedUid("8d1c7c0a-5b0e-4f51-9d0c-2f3f1f1f6c11"));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("18446744073709551615")]
    [InlineData("18446744073709551616")]
    [InlineData("0")]
    [InlineData("007")]
    [InlineData("+7")]
    [InlineData(" 7")]
    [InlineData("v1-opaque")]
    public void A_version_comes_back_as_it_was(string version)
    {
        var packed = new PackedVersion(version);
        packed.ToString().ShouldBe(version);
        packed.ShouldBe(new PackedVersion(new string(version.AsSpan())));
    }

    [Fact]
    public void Versions_that_are_written_differently_are_different_ones() => new PackedVersion("7").ShouldNotBe(new PackedVersion("07"));
}

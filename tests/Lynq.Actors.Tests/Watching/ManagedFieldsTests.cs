using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lynq.Actors.Watching;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Watching;

public sealed class ManagedFieldsTests
{
    private const string Apply = """{"manager":"lynq-operator","operation":"Apply","time":"T","fieldsV1":{"f:data":{"f:b":{},"f:a":{}}}}""";
    private const string Update = """{"manager":"lynq-operator","operation":"Update","fieldsV1":{"f:data":{"f:c":{}}}}""";
    private const string Foreign = """{"manager":"kubectl","operation":"Update","fieldsV1":{"f:data":{"f:d":{}}}}""";
    private const string Status = """{"manager":"lynq-operator","operation":"Update","subresource":"status","fieldsV1":{"f:status":{}}}""";

    [Theory]
    [InlineData(Apply)]
    [InlineData(Foreign + "," + Apply)]
    [InlineData(Apply + "," + Status)]
    public void The_digest_of_one_entry_of_ours_is_that_of_its_canonical_text(string entries) =>
        Digest(entries).ShouldBe(Hash("""lynq-operator Apply {"f:data":{"f:a":{},"f:b":{}}}"""));

    [Theory]
    [InlineData(Apply + "," + Update)]
    [InlineData(Update + "," + Foreign + "," + Apply)]
    public void Several_entries_of_ours_are_digested_in_an_order_of_their_own(string entries) =>
        Digest(entries).ShouldBe(Hash("lynq-operator Apply {\"f:data\":{\"f:a\":{},\"f:b\":{}}}\nlynq-operator Update {\"f:data\":{\"f:c\":{}}}"));

    [Theory]
    [InlineData("")]
    [InlineData(Foreign)]
    [InlineData(Status)]
    [InlineData("""{"manager":"lynq-operator","operation":"Apply"}""")]
    [InlineData("""{"manager":7,"operation":"Apply","fieldsV1":{}}""")]
    public void Without_an_entry_of_ours_it_is_zero(string entries) => Digest(entries).ShouldBe(UInt128.Zero);

    [Fact]
    public void What_is_no_list_has_none() => ManagedFields.OwnDigest(default).ShouldBe(UInt128.Zero);

    private static UInt128 Digest(string entries) => ManagedFields.OwnDigest(JsonElement.Parse($"[{entries}]"));

    private static UInt128 Hash(string text) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

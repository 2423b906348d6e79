using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Ownership;
using Lynq.Actors.Node.Patching;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Node.Patching;

/// <summary>Contract §10.7.</summary>
public sealed class WriteBodyTests
{
    private static readonly NodeIdentity Node = new("t", "acme-f", "n1");

    [Fact]
    public void A_full_update_repeats_what_the_server_assigned_and_what_is_not_the_forms_to_remove()
    {
        var live = JsonElement.Parse("""
            {"metadata":{"name":"s","uid":"u","resourceVersion":"7","finalizers":["theirs"],"ownerReferences":[{"kind":"Other","name":"o","uid":"o1"},{"kind":"LynqNode","name":"acme-f","uid":"n1","controller":true}]},
             "spec":{"clusterIP":"10.0.0.1","clusterIPs":["10.0.0.1"],"ports":[{"port":80,"nodePort":30080},{"port":53,"protocol":"UDP","nodePort":30053}]}}
            """);
        var body = WriteBody.Replace(Parse("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"ports":[{"port":53,"protocol":"UDP"},{"port":80}]}}"""), live, Node);
        body["metadata"]!["resourceVersion"]!.ToString().ShouldBe("7");
        body["metadata"]!["finalizers"]!.ToJsonString().ShouldBe("""["theirs"]""");
        body["metadata"]!["ownerReferences"]!.ToJsonString().ShouldBe("""[{"kind":"Other","name":"o","uid":"o1"}]""");
        body["spec"]!["clusterIP"]!.ToString().ShouldBe("10.0.0.1");
        body["spec"]!["ports"]!.ToJsonString().ShouldBe("""[{"port":53,"protocol":"UDP","nodePort":30053},{"port":80,"nodePort":30080}]""");
    }

    [Theory]
    [InlineData("", "[]", null)]
    [InlineData("", """[{"kind":"LynqNode","name":"acme-f","uid":"n1"}]""", "null")]
    [InlineData("", """[{"kind":"LynqNode","name":"acme-f","uid":"n1"},{"kind":"Other","uid":"o"}]""", """[{"kind":"Other","uid":"o"}]""")]
    [InlineData("""[{"kind":"LynqNode","name":"acme-f","uid":"n1"}]""", """[{"kind":"LynqNode","name":"acme-f","uid":"n1"}]""", null)]
    [InlineData("""[{"kind":"LynqNode","name":"acme-f","uid":"n1"}]""", """[{"kind":"Other","uid":"o"}]""", """[{"kind":"Other","uid":"o"},{"kind":"LynqNode","name":"acme-f","uid":"n1"}]""")]
    public void A_merge_patch_touches_owner_references_only_where_ours_has_to_come_or_go(string ours, string live, string? expected)
    {
        var full = Parse($"{{\"metadata\":{{\"name\":\"x\"{(ours.Length == 0 ? "" : ",\"ownerReferences\":" + ours)}}}}}");
        var patch = WriteBody.Merge(full, LiveMetadata.Of(JsonElement.Parse($$"""{"metadata":{"ownerReferences":{{live}} } }""")), Node);
        var metadata = patch["metadata"]!.AsObject();
        metadata.ContainsKey("ownerReferences").ShouldBe(expected is not null);
        if (expected is not null) (metadata["ownerReferences"]?.ToJsonString() ?? "null").ShouldBe(expected);
    }

    [Theory]
    [InlineData(409, "Conflict", "x", "FieldManagerConflict", "", "FieldConflict")]
    [InlineData(409, "Conflict", "the object has been modified", "", "", "Outdated")]
    [InlineData(422, "Invalid", "Only one reference can have Controller set to true", "", "", "HasController")]
    [InlineData(422, "Invalid", "spec.template: field is immutable", "FieldValueInvalid", "field is immutable", "Immutable")]
    [InlineData(422, "Invalid", "bad name", "", "", "Invalid")]
    [InlineData(500, "", "resourceVersion should not be set on objects to be created", "", "", "VersionOfNothing")]
    [InlineData(403, "Forbidden", "unable to create new content in namespace t because it is being terminated", "NamespaceTerminating", "", "NamespaceTerminating")]
    [InlineData(403, "Forbidden", "exceeded quota", "", "", "Forbidden")]
    [InlineData(429, "TooManyRequests", "later", "", "", "Transient")]
    [InlineData(503, "ServiceUnavailable", "later", "", "", "Transient")]
    public void A_refusal_is_told_by_what_happens_next(int code, string reason, string message, string cause, string causeMessage, string expected)
    {
        var causes = cause.Length == 0 ? null : new[] { new StatusCause { Reason = cause, Message = causeMessage, Field = "spec.template" } };
        var status = new KubernetesStatus { Code = code, Reason = reason, Message = message, Details = new StatusDetails { Causes = causes! } };
        var refusal = Refusal.Of(new KubernetesException(KubernetesRequest.Raw("/x"), status));
        refusal.Kind.ToString().ShouldBe(expected);
        if (expected == "Immutable") refusal.Message.ShouldStartWith("field spec.template cannot be changed");
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}

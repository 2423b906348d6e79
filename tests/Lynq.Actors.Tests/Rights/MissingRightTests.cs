using Lynq.Actors.Node.Patching;
using Lynq.Actors.Rights;
using Lynq.Kubernetes;
using Shouldly;
using Xunit;

namespace Lynq.Actors.Tests.Rights;

/// <summary>Refusals of the authorizer, told from those that no role heals.</summary>
public sealed class MissingRightTests
{
    private const string Right = "User \"system:serviceaccount:lynq-system:lynq\" cannot patch resource \"configmaps\" in API group \"\" in the namespace \"shop\"";

    [Theory]
    [InlineData(403, $"configmaps \"acme\" is forbidden: {Right}", Right)]
    [InlineData(403, "configmaps \"acme\" is forbidden: exceeded quota: few, requested: count/configmaps=1, used: 1, limited: 1", null)]
    [InlineData(403, "admission webhook \"policy.example.com\" denied the request: no", null)]
    [InlineData(409, $"configmaps \"acme\" is forbidden: {Right}", null)]
    public void Knows_a_missing_right_by_the_authorizers_words(int code, string message, string? expected) =>
        MissingRight.Of(Error(code, message)).ShouldBe(expected);

    [Fact]
    public void A_status_names_verb_resource_namespace_and_remedy()
    {
        var refusal = Refusal.Of(Error(403, $"configmaps \"acme\" is forbidden: {Right}"));
        refusal.Kind.ShouldBe(RefusalKind.Forbidden);
        refusal.Message.ShouldBe($"configmaps \"acme\" is forbidden: {Right}; {MissingRight.Remedy}");
        Refusal.Of(Error(403, "exceeded quota")).Message.ShouldBe("exceeded quota");
    }

    [Fact]
    public void Each_right_is_logged_once_whichever_object_needs_it()
    {
        var log = new RecordedLines();
        var rights = new MissingRights(log);
        rights.Note(Error(403, $"configmaps \"acme\" is forbidden: {Right}"));
        rights.Note(Error(403, $"configmaps \"globex\" is forbidden: {Right}"));
        rights.Note(Error(403, $"configmaps \"acme\" is forbidden: {Right.Replace("patch", "create", StringComparison.Ordinal)}"));
        rights.Note(Error(403, "exceeded quota"));
        log.All.Count.ShouldBe(2);
        log.All[0].ShouldBe($"Warning A right is missing (told once): {Right}; {MissingRight.Remedy}");
    }

    private static KubernetesException Error(int code, string message) =>
        new(KubernetesRequest.Raw("/x"), new KubernetesStatus { Code = code, Reason = "Forbidden", Message = message });
}

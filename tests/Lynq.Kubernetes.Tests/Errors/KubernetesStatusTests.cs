using System.Text.Json;
using Shouldly;
using Xunit;

namespace Lynq.Kubernetes.Tests.Errors;

public sealed class KubernetesStatusTests
{
    [Theory]
    [InlineData("""{"code":404,"details":{"kind":"namespaces","name":"gone"}}""")]
    [InlineData("""{"code":404,"reason":null,"message":null,"details":{"causes":null}}""")]
    public void What_the_server_leaves_out_is_empty_and_not_null(string json)
    {
        var status = JsonSerializer.Deserialize(json, KubernetesJson.Default.KubernetesStatus)!;
        status.Reason.ShouldBe("");
        status.Message.ShouldBe("");
        status.Details!.Causes.ShouldBeEmpty();
    }
}

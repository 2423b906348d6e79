using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Admission;

/// <summary>Nobody is asked.</summary>
internal sealed class NoAdmission : IAdmission
{
    public bool Concerns(ResourceType type, string operation, string subresource) => false;

    public ValueTask<JsonObject> MutateAsync(AdmissionRequest request, CancellationToken cancellation) =>
        ValueTask.FromResult(request.Object ?? []);

    public ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation) => ValueTask.CompletedTask;
}

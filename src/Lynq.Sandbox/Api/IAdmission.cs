using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Api;

/// <summary>A write as admission sees it.</summary>
/// <param name="Type">The resource.</param>
/// <param name="Operation">CREATE, UPDATE or DELETE.</param>
/// <param name="Namespace">Empty for cluster-scoped objects.</param>
/// <param name="Name">Empty while a name is not yet made up.</param>
/// <param name="Object">The new object; null for a deletion.</param>
/// <param name="OldObject">The stored object; null for a creation.</param>
/// <param name="Options">Who writes and how.</param>
internal sealed record AdmissionRequest(
    ResourceType Type, string Operation, string Namespace, string Name, JsonObject? Object, JsonObject? OldObject, WriteOptions Options);

/// <summary>Asks outsiders (webhooks) about a write.</summary>
internal interface IAdmission
{
    /// <summary>Whether anybody wants to see writes of the resource; asked first, since the answer is mostly no.</summary>
    bool Concerns(ResourceType type, string operation, string subresource);

    /// <summary>Lets mutating webhooks change the object; what comes back is the same reference when none did.</summary>
    ValueTask<JsonObject?> MutateAsync(AdmissionRequest request, CancellationToken cancellation);

    /// <summary>Lets validating webhooks refuse the write.</summary>
    ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation);
}

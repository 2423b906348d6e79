using System.Buffers;
using Lynq.Actors.Node.Composition;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Patching;

/// <summary>The whole desired object with the start of its clock, as apply and create send it: unpacked when it leaves.</summary>
/// <param name="plan">The resource.</param>
/// <param name="applyStart">Start of its clock.</param>
/// <param name="version">The version that it must have; null for any.</param>
internal sealed class WholeBody(ResourcePlan plan, DateTimeOffset applyStart, string? version) : RequestBody
{
    public override void WriteTo(IBufferWriter<byte> output) => plan.WriteTo(output, applyStart, version);

    public override RequestBody As(string contentType) => new WholeBody(plan, applyStart, version) { ContentType = contentType };
}

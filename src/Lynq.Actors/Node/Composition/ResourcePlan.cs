using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Lynq.Actors.Node.Patching;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// One resource of a node as it shall be: everything that is known without looking at the cluster. Kept for as long as the
/// content stays, so the object itself is held packed, and what is the same for all nodes is held once.
/// </summary>
internal sealed record ResourcePlan
{
    /// <summary>What does not depend on the row.</summary>
    public required ResourceShape Shape { get; init; }

    /// <summary>Why it cannot be applied: rendering failed, or no object comes out of it; null when it can.</summary>
    public string? Error { get; init; }

    /// <summary>Name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Fingerprint of the desired object, 16 hexadecimal digits as a number.</summary>
    public ulong Hash { get; init; }

    /// <summary>The desired object as it was composed: what <see cref="Hash"/> is the fingerprint of.</summary>
    public PackedJson Body { get; init; }

    /// <summary>Where in the text of <see cref="Body"/> the object's annotations end: what a write adds to them goes there.</summary>
    public int AnnotationsEnd { get; init; }

    /// <summary>Writes the desired object with its fingerprint on it.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="applyStart">Start of its clock (contract §2.4); null to leave it out.</param>
    /// <param name="version">The version that it must have; null for any.</param>
    public void WriteTo(IBufferWriter<byte> output, DateTimeOffset? applyStart = null, string? version = null)
    {
        using var scratch = ScratchBuffer.Take();
        Body.UnpackTo(scratch.Output);
        var text = scratch.Output.WrittenSpan;
        output.Write(text[..AnnotationsEnd]);
        Encoding.UTF8.GetBytes($",\"{LynqAnnotations.AppliedHash}\":\"{Fingerprint.Text(Hash)}\"", output);
        if (applyStart is { } start) Encoding.UTF8.GetBytes($",\"{LynqAnnotations.ApplyStartTime}\":\"{ApplyStart.Format(start)}\"", output);
        output.Write("}"u8);
        if (version is not null) Encoding.UTF8.GetBytes($",\"resourceVersion\":\"{version}\"", output);
        output.Write(text[(AnnotationsEnd + 1)..]);
    }

    /// <summary>The same, to be changed at will.</summary>
    public JsonObject Desired(DateTimeOffset? applyStart = null)
    {
        var output = new ArrayBufferWriter<byte>();
        WriteTo(output, applyStart);
        return JsonNode.Parse(output.WrittenSpan)!.AsObject();
    }

    /// <inheritdoc cref="ResourceShape.Id"/>
    public string Id => Shape.Id;

    /// <inheritdoc cref="ResourceShape.Policies"/>
    public ResourcePolicies Policies => Shape.Policies;

    /// <inheritdoc cref="ResourceShape.DependIds"/>
    public IReadOnlyList<string> DependIds => Shape.DependIds;

    /// <inheritdoc cref="ResourceShape.IgnoreFields"/>
    public IReadOnlyList<string> IgnoreFields => Shape.IgnoreFields;

    /// <inheritdoc cref="ResourceShape.ReadyWhen"/>
    public IReadOnlyList<ReadyCondition> ReadyWhen => Shape.ReadyWhen;

    /// <inheritdoc cref="ResourceShape.Kind"/>
    public GroupVersionKind Kind => Shape.Kind;

    /// <inheritdoc cref="ResourceShape.Namespace"/>
    public string Namespace => Shape.Namespace;

    /// <inheritdoc cref="ResourceShape.Owned"/>
    public bool Owned => Shape.Owned;

    /// <summary>Namespace and name for people; the name alone when cluster-scoped.</summary>
    public string Place => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    /// <summary>The object as a watch names it.</summary>
    public ResourceKey Key => new(Kind, Namespace, Name);
}

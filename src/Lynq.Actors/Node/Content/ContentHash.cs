using System.Buffers;
using System.Buffers.Binary;
using Lynq.Actors.Node.Composition;
using Lynq.Crds;

namespace Lynq.Actors.Node.Content;

/// <summary>
/// Identity of a node's content. Defaults are filled in first, because the API server fills them in, too: what we wrote and what
/// we read back must compare as equal.
/// </summary>
/// <remarks>What is hashed is values one behind the other, each of which says itself where it ends: no two contents run into the same bytes.</remarks>
internal static class ContentHash
{
    public static UInt128 Of(LynqNodeSpec spec, IReadOnlyDictionary<string, string> errors) => Fingerprint.Digest(output =>
    {
        CanonicalJson.WriteTo(output, spec.Uid);
        CanonicalJson.WriteTo(output, spec.TemplateRef);
        Write(output, errors);
        foreach (var (array, resource) in spec.AllResources()) Write(output, array, resource);
    });

    private static void Write(IBufferWriter<byte> output, ResourceArray array, ResourceTemplate resource)
    {
        CanonicalJson.WriteTo(output, array.Name);
        CanonicalJson.WriteTo(output, resource.Id);
        CanonicalJson.WriteTo(output, resource.NameTemplate ?? "");
        CanonicalJson.WriteTo(output, resource.TargetNamespace ?? "");
        Write(output, resource.LabelsTemplate);
        Write(output, resource.AnnotationsTemplate);
        Write(output, resource.DependIds);
        Write(output, resource.IgnoreFields);
        Write(output, resource.ReadyWhen?.SelectMany(condition => (string[])[condition.Path, condition.Value ?? ""]));
        Write(output, resource.Policies);
        if (resource.Spec is { } spec) CanonicalJson.WriteTo(output, spec);
        else output.Write("null"u8);
    }

    // Each of a fixed length.
    private static void Write(IBufferWriter<byte> output, ResourcePolicies policies)
    {
        var (creation, deletion, conflict, patch, waitForReady, skipOnDependencyFailure, timeout, recreate) = policies;
        output.Write([(byte)creation, (byte)deletion, (byte)conflict, (byte)patch, Convert.ToByte(waitForReady), Convert.ToByte(skipOnDependencyFailure), Convert.ToByte(recreate)]);
        BinaryPrimitives.WriteInt64LittleEndian(output.GetSpan(sizeof(long)), timeout.Ticks);
        output.Advance(sizeof(long));
    }

    private static void Write(IBufferWriter<byte> output, IReadOnlyDictionary<string, string>? map)
    {
        if (map is { Count: > 0 }) CanonicalJson.WriteTo(output, map);
        else output.Write("{}"u8);
    }

    private static void Write(IBufferWriter<byte> output, IEnumerable<string>? items)
    {
        output.Write("["u8);
        foreach (var item in items ?? []) CanonicalJson.WriteTo(output, item);
        output.Write("]"u8);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lynq.Actors.Node;
using Lynq.Actors.Operation;

namespace Lynq.Actors.Tests.Node;

/// <summary>Digests of LynqNodes, read as the operator reads its lists.</summary>
internal static class Digests
{
    private static readonly JsonTypeInfo<ObservedNode> Reading = ObservedNode.Representation(_ => false).Type;

    public static NodeDigest? Of(JsonElement node) => node.Deserialize(Reading).Digest;
}

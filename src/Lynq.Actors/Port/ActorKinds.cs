using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Port;

/// <summary>The kinds of actors of the operator and their addresses.</summary>
public static class ActorKinds
{
    /// <summary>One per LynqHub.</summary>
    public const string Hub = "hub";

    /// <summary>One per LynqForm.</summary>
    public const string Rollout = "rollout";

    /// <summary>One per LynqNode: uid × form.</summary>
    public const string Node = "node";

    /// <summary>One per kind of managed resource in use.</summary>
    public const string Watch = "watch";

    /// <summary>The address of a hub's actor.</summary>
    public static ActorId ToActor(this HubKey hub) => new(Hub, hub.ToString());

    /// <summary>The address of the actor that meters a form's rollout.</summary>
    public static ActorId ToActor(this FormKey form) => new(Rollout, form.ToString());

    /// <summary>The address of a node's actor.</summary>
    public static ActorId ToActor(this NodeKey node) => new(Node, node.ToString());

    /// <summary>The address of the actor that watches a kind.</summary>
    public static ActorId ToActor(this GroupVersionKind kind) => new(Watch, $"{kind.Group}/{kind.Version}/{kind.Kind}");

    /// <summary>The kind that an address made by <see cref="ToActor(GroupVersionKind)"/> names.</summary>
    /// <exception cref="FormatException">The key has not the form group/version/kind.</exception>
    public static GroupVersionKind KindOf(ActorId watch) =>
        watch.Key.Split('/') is [var group, var version, var kind]
            ? new GroupVersionKind(group, version, kind)
            : throw new FormatException($"\"{watch.Key}\" is not of the form group/version/kind.");
}

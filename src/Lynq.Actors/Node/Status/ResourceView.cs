using Lynq.Kubernetes;
using Lynq.Actors.Node.Graph;

namespace Lynq.Actors.Node.Status;

/// <summary>One resource as status shows it.</summary>
internal sealed record ResourceView
{
    public required string Id { get; init; }

    public GroupVersionKind Kind { get; init; }

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>uid of the object; empty until it was really applied.</summary>
    public string Uid { get; init; } = "";

    public required StepState State { get; init; }

    /// <summary>Why, in CamelCase; empty when ready.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Details for people; never row values.</summary>
    public string Message { get; init; } = "";

    /// <summary>It left the form, and its object is not cleaned up yet: listed, but not counted.</summary>
    public bool Leaving { get; init; }
}

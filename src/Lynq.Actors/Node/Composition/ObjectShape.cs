using System.Text.Json;
using Lynq.Actors.Node.Sharing;
using Lynq.Crds;
using Lynq.Kubernetes;

namespace Lynq.Actors.Node.Composition;

/// <summary>
/// Brings what a form says into the shape of a complete object. Forms may leave apiVersion and kind out where the array implies
/// them, and may then give the content of <c>spec</c> alone (contract §26).
/// </summary>
internal static class ObjectShape
{
    private static readonly string[] WithoutSpec = ["ConfigMap", "Secret", "ServiceAccount"];

    // Written by the server; a form that was made from a live object carries them along.
    private static readonly string[] ServerMetadata =
        ["uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields", "selfLink", "generateName", "ownerReferences"];

    /// <summary>A complete object that may be changed, or null with the reason.</summary>
    public static CanonicalObject? Complete(JsonElement? spec, ResourceArray array, out string? error)
    {
        if (Whole(spec, array, out error) is not { } result) return null;
        SecretData.Fold(result);
        return result;
    }

    /// <summary>The same with its texts as they were given: what is still a template must not be encoded.</summary>
    public static CanonicalObject? Whole(JsonElement? spec, ResourceArray array, out string? error)
    {
        error = null;
        if (spec is not { ValueKind: JsonValueKind.Object } element)
        {
            error = "spec is not an object; give a complete Kubernetes object with apiVersion and kind";
            return null;
        }

        var given = CanonicalObject.Of(element);
        var result = given.Text("apiVersion") is null && given.Text("kind") is null ? Imply(given, array) : given;
        if (result.Text("apiVersion") is not { Length: > 0 } || result.Text("kind") is not { Length: > 0 })
        {
            error = $"spec has no {(result.Text("kind") is { Length: > 0 } ? "apiVersion" : "kind")}; name both in the form";
            return null;
        }

        result.Remove("status");
        var metadata = result.Child("metadata");
        foreach (var name in ServerMetadata) metadata.Remove(name);
        return result;
    }

    /// <summary>The kind that an object has or that its array implies; null when neither tells.</summary>
    public static GroupVersionKind? KindOf(JsonElement? spec, ResourceArray array)
    {
        if (spec is not { ValueKind: JsonValueKind.Object } element) return null;
        var (apiVersion, kind) = (Readiness.LiveStatus.Text(element, "apiVersion"), Readiness.LiveStatus.Text(element, "kind"));
        if (apiVersion.Length == 0 && kind.Length == 0) (apiVersion, kind) = (array.ImpliedApiVersion ?? "", array.ImpliedKind ?? "");
        return apiVersion.Length == 0 || kind.Length == 0 ? null : SharedKinds.Of(GroupVersionKind.Parse(apiVersion, kind));
    }

    private static CanonicalObject Imply(CanonicalObject given, ResourceArray array)
    {
        if (array.ImpliedKind is null) return given;
        var result = given;
        if (!given.Contains("spec") && !given.Contains("metadata") && !WithoutSpec.Contains(array.ImpliedKind, StringComparer.Ordinal))
        {
            result = new CanonicalObject();
            result.Set(array.ImpliedKind == "Namespace" ? "metadata" : "spec", given);
        }

        result.Set("apiVersion", array.ImpliedApiVersion!);
        result.Set("kind", array.ImpliedKind);
        return result;
    }
}

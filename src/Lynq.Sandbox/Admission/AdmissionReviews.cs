using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Admission;

/// <summary>Builds the AdmissionReview that a webhook is sent (admission.k8s.io/v1).</summary>
internal static class AdmissionReviews
{
    public const string ApiVersion = "admission.k8s.io/v1";
    public const string Kind = "AdmissionReview";

    public static JsonObject Build(AdmissionRequest request, string uid)
    {
        var type = request.Type;
        var asked = new JsonObject
        {
            ["uid"] = uid,
            ["kind"] = Triple(type, "kind", type.Kind),
            ["resource"] = Triple(type, "resource", type.Plural),
            ["requestKind"] = Triple(type, "kind", type.Kind),
            ["requestResource"] = Triple(type, "resource", type.Plural),
        };
        if (request.Options.Subresource is { Length: > 0 } subresource)
        {
            asked["subResource"] = subresource;
            asked["requestSubResource"] = subresource;
        }

        if (request.Name.Length > 0) asked["name"] = request.Name;
        // The namespace of a Namespace is itself, as the API server has it.
        if (type.Is("", "Namespace")) asked["namespace"] = request.Name;
        else if (request.Namespace.Length > 0) asked["namespace"] = request.Namespace;
        asked["operation"] = request.Operation;
        asked["userInfo"] = UserOf(request.Options.User);
        asked["object"] = request.Object?.DeepClone();
        asked["oldObject"] = request.OldObject?.DeepClone();
        asked["dryRun"] = request.Options.DryRun;
        asked["options"] = OptionsOf(request);
        return new JsonObject { ["kind"] = Kind, ["apiVersion"] = ApiVersion, ["request"] = asked };
    }

    private static JsonObject Triple(ResourceType type, string name, string value) =>
        new() { ["group"] = type.Group, ["version"] = type.Version, [name] = value };

    private static JsonObject UserOf(UserInfo user)
    {
        var info = new JsonObject { ["username"] = user.Name };
        if (user.Uid.Length > 0) info["uid"] = user.Uid;
        info["groups"] = new JsonArray([.. user.Groups.Select(group => (JsonNode)group)]);
        return info;
    }

    private static JsonObject OptionsOf(AdmissionRequest request)
    {
        var kind = request.Operation switch { "CREATE" => "CreateOptions", "UPDATE" => "UpdateOptions", _ => "DeleteOptions" };
        var options = new JsonObject { ["kind"] = kind, ["apiVersion"] = "meta.k8s.io/v1" };
        if (request.Options.DryRun) options["dryRun"] = new JsonArray("All");
        if (request.Operation != "DELETE" && request.Options.Manager.Length > 0) options["fieldManager"] = request.Options.Manager;
        return options;
    }
}

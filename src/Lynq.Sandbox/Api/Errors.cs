using System.Text.Json.Nodes;
using Lynq.Sandbox.FieldManagement;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Api;

/// <summary>The API server's usual refusals, in its words.</summary>
internal static class Errors
{
    public static ApiException NotFound(ResourceType type, string name) => new(404, Reasons.NotFound,
        $"{type.GroupResource} \"{name}\" not found", Details(type, name));

    /// <summary>A path that nothing is served at; the one refusal that is no Status, since no API answers it.</summary>
    public static ApiException NoSuchPath() => new(404, Reasons.NotFound, "404 page not found\n") { IsPlainText = true };

    public static ApiException AlreadyExists(ResourceType type, string name) => new(409, Reasons.AlreadyExists,
        $"{type.GroupResource} \"{name}\" already exists", Details(type, name));

    public static ApiException Conflict(ResourceType type, string name, string why) => new(409, Reasons.Conflict,
        $"Operation cannot be fulfilled on {type.GroupResource} \"{name}\": {why}", Details(type, name));

    public static ApiException Modified(ResourceType type, string name) => Conflict(type, name,
        "the object has been modified; please apply your changes to the latest version and try again");

    public static ApiException BadRequest(string message) => new(400, Reasons.BadRequest, message);

    public static ApiException Internal(string message) => new(500, Reasons.InternalError,
        message, new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = message }) });

    public static ApiException Forbidden(ResourceType type, string name, string why, params FieldCause[] causes) => new(
        403, Reasons.Forbidden, $"{type.GroupResource} \"{name}\" is forbidden: {why}", WithCauses(Details(type, name), causes));

    public static ApiException Unsupported(string contentType, params ReadOnlySpan<string> accepted) => new(
        415, Reasons.UnsupportedMediaType,
        $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}");

    public static ApiException MethodNotAllowed(ResourceType type, string verb) => new(405, Reasons.MethodNotAllowed,
        $"{verb} is not supported on resources of kind \"{type.GroupResource}\"", Details(type, ""));

    public static ApiException Gone(string message) => new(410, Reasons.Expired, message);

    /// <summary>422 with one cause for each finding.</summary>
    public static ApiException Invalid(ResourceType type, string name, IReadOnlyList<FieldCause> causes)
    {
        var all = string.Join(", ", causes.Select(cause => cause.ToString()));
        var details = Details(type, name);
        details["kind"] = type.Kind;
        return new ApiException(422, Reasons.Invalid,
            $"{(type.Group.Length == 0 ? type.Kind : type.Kind + "." + type.Group)} \"{name}\" is invalid: {(causes.Count > 1 ? "[" + all + "]" : all)}",
            WithCauses(details, causes));
    }

    /// <summary>409 that names the holder of each field.</summary>
    public static ApiException ApplyConflict(IReadOnlyList<FieldConflict> conflicts)
    {
        var causes = conflicts.Select(conflict => (JsonNode)new JsonObject
        {
            ["reason"] = "FieldManagerConflict",
            ["message"] = "conflict with " + conflict.Manager,
            ["field"] = conflict.Field,
        });
        var text = conflicts is [var only]
            ? $"Apply failed with 1 conflict: conflict with {only.Manager}: {only.Field}"
            : $"Apply failed with {conflicts.Count} conflicts: " + string.Join('\n', conflicts
                .GroupBy(conflict => conflict.Manager, StringComparer.Ordinal)
                .OrderBy(manager => manager.Key, StringComparer.Ordinal)
                .Select(manager => $"conflicts with {manager.Key}:\n{string.Join('\n', manager.Select(conflict => "- " + conflict.Field))}"));
        return new ApiException(409, Reasons.Conflict, text, new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }

    public static JsonObject Details(ResourceType type, string name)
    {
        var details = new JsonObject();
        if (name.Length > 0) details["name"] = name;
        if (type.Group.Length > 0) details["group"] = type.Group;
        details["kind"] = type.Plural;
        return details;
    }

    private static JsonObject WithCauses(JsonObject details, IReadOnlyList<FieldCause> causes)
    {
        if (causes.Count > 0) details["causes"] = new JsonArray([.. causes.Select(cause => (JsonNode)cause.ToJson())]);
        return details;
    }
}

using System.Text.Json.Nodes;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Api;

/// <summary>Checks that a body is what the path says it is, and names what has no name yet.</summary>
internal static class ObjectIdentity
{
    // The letters that Kubernetes uses: no vowels, nothing that reads like another.
    private const string SuffixLetters = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>Checks apiVersion, kind, namespace and (when <paramref name="name"/> is not empty) the name; fills in the namespace.</summary>
    public static void Check(ResourceType type, JsonObject value, string inNamespace, string name)
    {
        CheckType(type, value);
        if (value["metadata"] is not JsonObject) value["metadata"] = new JsonObject();
        var metadata = value.Metadata();
        var own = metadata.Text("namespace");
        if (!type.Namespaced)
        {
            if (own.Length == 0) metadata.Remove("namespace");
        }
        else if (own.Length == 0)
        {
            metadata["namespace"] = inNamespace;
        }
        else if (own != inNamespace)
        {
            throw Errors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");
        }

        if (name.Length == 0) return;
        var named = metadata.Text("name");
        if (named.Length == 0)
            throw Errors.BadRequest($"the name of the object ({name} based on URL) was undeterminable: name must be provided");
        if (named != name)
            throw Errors.BadRequest($"the name of the object ({named}) does not match the name on the URL ({name})");
    }

    public static void CheckApplied(JsonObject config)
    {
        if (config.Child("metadata").Array("managedFields") is { Count: > 0 })
            throw Errors.BadRequest("metadata.managedFields must be nil");
    }

    /// <summary>Checks the resourceVersion and uid that the next state claims to be based on.</summary>
    public static void CheckUpdate(ResourceType type, JsonObject next, JsonObject live)
    {
        var (wanted, current) = (next.Metadata(), live.Metadata());
        var name = current.Text("name");
        if (wanted.Text("name") is { Length: > 0 } renamed && renamed != name)
            throw Errors.BadRequest($"the name of the object ({renamed}) does not match the name on the URL ({name})");
        if (wanted.Text("uid") is { Length: > 0 } uid && uid != current.Text("uid"))
            throw Errors.Invalid(type, name, [FieldCause.Invalid("metadata.uid", uid, "field is immutable")]);
        var version = wanted.Text("resourceVersion");
        if (version.Length == 0 || version == "0")
        {
            if (type.Custom is not null)
            {
                throw Errors.Invalid(type, name, [FieldCause.Invalid("metadata.resourceVersion", JsonValue.Create(0), "must be specified for an update")
                    with { Message = "Invalid value: 0: must be specified for an update" }]);
            }

            wanted["resourceVersion"] = current.Text("resourceVersion");
        }
        else if (version != current.Text("resourceVersion"))
        {
            throw Errors.Modified(type, name);
        }
    }

    /// <summary>The uid in a replacement's body is a precondition; in a patch it is a change, which validation refuses.</summary>
    public static void CheckReplaced(ResourceType type, JsonObject body, JsonObject live)
    {
        var (uid, found) = (body.Metadata().Text("uid"), live.Metadata().Text("uid"));
        if (uid.Length > 0 && uid != found)
            throw Errors.Conflict(type, live.Metadata().Text("name"), $"Precondition failed: UID in precondition: {uid}, UID in object meta: {found}");
    }

    public static void MakeName(JsonObject value)
    {
        var metadata = value.Metadata();
        if (metadata.Text("name").Length > 0 || metadata.Text("generateName") is not { Length: > 0 } prefix) return;
        const int longest = 58;
        if (prefix.Length > longest) prefix = prefix[..longest];
        metadata["name"] = prefix + new string(Random.Shared.GetItems<char>(SuffixLetters, 5));
    }

    /// <summary>What a create is compared with: the kind's zero value, which already has its plain structs.</summary>
    public static JsonObject EmptyOf(ResourceType type)
    {
        var empty = new JsonObject { ["apiVersion"] = type.ApiVersion, ["kind"] = type.Kind, ["metadata"] = new JsonObject() };
        if (type.Custom is null) ZeroStructs(empty, type.Schema, 0);
        return empty;
    }

    private static void ZeroStructs(JsonObject value, Schemas.SchemaNode schema, int depth)
    {
        // Zero structs nest at most as deep as CronJob's pod template; recursive types have none.
        if (depth > 6) return;
        foreach (var (name, field) in schema.Properties)
        {
            if (!field.Zero) continue;
            var child = new JsonObject();
            ZeroStructs(child, field, depth + 1);
            value[name] = child;
        }
    }

    private static void CheckType(ResourceType type, JsonObject value)
    {
        var (version, kind) = (value.Text("apiVersion"), value.Text("kind"));
        if (version.Length == 0) version = type.ApiVersion;
        if (kind.Length == 0) kind = type.Kind;
        if (version != type.ApiVersion)
        {
            throw Errors.BadRequest(
                $"the API version in the data ({version}) does not match the expected API version ({type.ApiVersion})");
        }

        if (kind != type.Kind)
        {
            throw Errors.BadRequest(
                $"{kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: kind \"{kind}\" does not match the expected kind \"{type.Kind}\"");
        }

        value["apiVersion"] = version;
        value["kind"] = kind;
    }
}

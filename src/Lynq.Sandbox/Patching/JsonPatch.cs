using System.Globalization;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;

namespace Lynq.Sandbox.Patching;

/// <summary>JSON patch, RFC 6902.</summary>
internal static class JsonPatch
{
    /// <summary>Applies all operations in order; throws 422 at the first that does not hold.</summary>
    public static JsonObject Apply(JsonObject target, JsonNode? patch)
    {
        if (patch is not JsonArray operations) throw Errors.BadRequest("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        JsonNode root = target;
        foreach (var operation in operations)
        {
            if (operation is not JsonObject step) throw Refused();
            root = Step(root, step);
        }

        return root as JsonObject ?? throw Refused();
    }

    private static JsonNode Step(JsonNode root, JsonObject step)
    {
        var path = Pointer(step, "path");
        switch (step.Text("op"))
        {
            case "add":
                return Put(root, path, step["value"]?.DeepClone(), replace: false);
            case "replace":
                return Put(root, path, step["value"]?.DeepClone(), replace: true);
            case "remove":
                Remove(root, path);
                return root;
            case "test":
                if (!JsonNode.DeepEquals(Get(root, path), step["value"])) throw Refused();
                return root;
            case "copy":
                return Put(root, path, Get(root, Pointer(step, "from"))?.DeepClone(), replace: false);
            case "move":
                var from = Pointer(step, "from");
                var moved = Get(root, from)?.DeepClone();
                Remove(root, from);
                return Put(root, path, moved, replace: false);
            default:
                throw Refused();
        }
    }

    private static string[] Pointer(JsonObject step, string name)
    {
        var text = step[name].AsText() ?? throw Refused();
        if (text.Length == 0) return [];
        return [.. text.Split('/').Skip(1).Select(part =>
            part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    private static JsonNode? Get(JsonNode? node, ReadOnlySpan<string> path)
    {
        foreach (var part in path)
        {
            node = node switch
            {
                JsonObject members when members.TryGetPropertyValue(part, out var member) => member,
                JsonArray items when Index(items, part) is { } i && i < items.Count => items[i],
                _ => throw Refused(),
            };
        }

        return node;
    }

    private static JsonNode Put(JsonNode root, string[] path, JsonNode? value, bool replace)
    {
        if (path.Length == 0) return value ?? throw Refused();
        switch (Get(root, path.AsSpan(..^1)))
        {
            case JsonObject members:
                members[path[^1]] = value;
                break;
            case JsonArray items when path[^1] == "-" && !replace:
                items.Add(value);
                break;
            case JsonArray items when Index(items, path[^1]) is { } i && (replace ? i < items.Count : i <= items.Count):
                if (replace) items[i] = value;
                else items.Insert(i, value);
                break;
            default:
                throw Refused();
        }

        return root;
    }

    private static void Remove(JsonNode root, string[] path)
    {
        switch (path.Length == 0 ? null : Get(root, path.AsSpan(..^1)))
        {
            case JsonObject members when members.Remove(path[^1]):
                return;
            case JsonArray items when Index(items, path[^1]) is { } i && i < items.Count:
                items.RemoveAt(i);
                return;
            default:
                throw Refused();
        }
    }

    private static int? Index(JsonArray items, string part)
    {
        if (!int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)) return null;
        if (index < 0) index += items.Count;
        return index < 0 ? null : index;
    }

    // The API server does not say which operation it was.
    private static ApiException Refused() => new(422, Reasons.Invalid, "the server rejected our request due to an error in our request", []);
}

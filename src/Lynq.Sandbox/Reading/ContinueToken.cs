using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Reading;

/// <summary>Where a paged list goes on: the version of its first page and the last key that was given out.</summary>
internal readonly record struct ContinueToken(long ResourceVersion, ObjectKey After)
{
    public static ContinueToken Parse(string text)
    {
        try
        {
            var padded = text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
            var token = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(padded))) as JsonObject;
            return new ContinueToken(
                token.Number("rv") ?? throw Bad(), new ObjectKey(token.Text("ns"), token.Text("start").TrimEnd('\0')));
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            throw Bad();
        }
    }

    public override string ToString()
    {
        var token = new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = ResourceVersion, ["ns"] = After.Namespace, ["start"] = After.Name + "\0" };
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(token.ToJsonString())).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    private static ApiException Bad() => Errors.BadRequest("continue key is not valid: the token is not one of this server's");
}

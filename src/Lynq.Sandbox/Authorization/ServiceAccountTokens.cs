using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Authorization;

/// <summary>Issues the tokens of service accounts (JWTs signed by a key of this server's own) and tells whose a token is.</summary>
internal sealed class ServiceAccountTokens(ObjectStore store, TimeProvider time)
{
    private const string Prefix = "system:serviceaccount:";
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Issue(StoredObject account, IEnumerable<string> audiences, DateTimeOffset expires)
    {
        var claims = new JsonObject
        {
            ["iss"] = "https://kubernetes.default.svc",
            ["sub"] = Prefix + account.Key.Namespace + ":" + account.Key.Name,
            ["aud"] = new JsonArray([.. audiences.Select(audience => (JsonNode)audience)]),
            ["iat"] = time.GetUtcNow().ToUnixTimeSeconds(),
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
            ["kubernetes.io"] = new JsonObject
            {
                ["namespace"] = account.Key.Namespace,
                ["serviceaccount"] = new JsonObject { ["name"] = account.Key.Name, ["uid"] = account.Uid },
            },
        };
        var signed = Header + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        return signed + "." + Signature(signed);
    }

    /// <summary>The service account whose token it is; null when it is none of ours, has expired, or its account is gone.</summary>
    public UserInfo? Find(string token)
    {
        var end = token.LastIndexOf('.');
        if (end < 0 || !token.StartsWith(Header + ".", StringComparison.Ordinal)) return null;
        var signature = Encoding.ASCII.GetBytes(Signature(token[..end]));
        if (!CryptographicOperations.FixedTimeEquals(signature, Encoding.UTF8.GetBytes(token[(end + 1)..]))) return null;
        var claims = JsonSerializer.Deserialize<JsonObject>(Base64Url.DecodeFromChars(token.AsSpan(Header.Length + 1, end - Header.Length - 1)));
        if ((claims.Number("exp") ?? 0) <= time.GetUtcNow().ToUnixTimeSeconds()) return null;
        var bound = claims.Child("kubernetes.io");
        var account = bound.Child("serviceaccount");
        var space = bound.Text("namespace");
        var found = store.Collection("serviceaccounts").Find(new ObjectKey(space, account.Text("name")));
        return found is null || found.Uid != account.Text("uid")
            ? null
            : new UserInfo(claims.Text("sub"), ["system:serviceaccounts", "system:serviceaccounts:" + space, "system:authenticated"], found.Uid);
    }

    private string Signature(string signed) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(signed)));
}

using System.Text.Json.Nodes;
using Lynq.Sandbox.Authorization;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Api;

/// <summary>Answers who somebody is and what they may do: TokenReview, the access reviews, SelfSubjectReview, and requests for tokens.</summary>
internal sealed class ReviewHandler(ObjectStore store, IAuthorizer authorizer, ServiceAccountTokens tokens, TimeProvider time)
{
    private const string Audience = "https://kubernetes.default.svc";

    public static bool Handles(ResourceRequest request) => request.Info.Verb == "create" && (request.Type.Kind, request.Info.Subresource) is
        ("ServiceAccount", "token") or ("TokenReview" or "SelfSubjectReview" or "SelfSubjectAccessReview" or "SubjectAccessReview"
            or "LocalSubjectAccessReview" or "SelfSubjectRulesReview", "");

    public async Task AnswerAsync(ResourceRequest request)
    {
        var body = await RequestBody.ReadObjectAsync(request.Http.Request, request.Cancellation);
        if (request.Type.Kind == "ServiceAccount") Issue(request, body);
        else
        {
            ObjectIdentity.Check(request.Type, body, request.Info.Namespace, "");
            body["status"] = request.Type.Kind switch
            {
                "TokenReview" => Token(body.Child("spec").Text("token")),
                "SelfSubjectReview" => new JsonObject { ["userInfo"] = Show(request.User) },
                "SelfSubjectRulesReview" => Rules(request.User, body.Child("spec").Text("namespace")),
                "SelfSubjectAccessReview" => Access(request, request.User, body.Child("spec")),
                _ => Access(request, Subject(request, body.Child("spec")), body.Child("spec")),
            };
        }

        await Answers.SendAsync(request.Http, 201, body);
    }

    private void Issue(ResourceRequest request, JsonObject body)
    {
        const long shortest = 600;
        var account = store.Collection("serviceaccounts").Find(request.Info.Key) ?? throw Errors.NotFound(request.Type, request.Info.Name);
        var spec = body.Ensure("spec");
        var seconds = spec.Number("expirationSeconds") ?? 3600;
        if (seconds < shortest)
        {
            throw new ApiException(422, Reasons.Invalid,
                $"TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: {seconds}: may not specify a duration less than 10 minutes", []);
        }

        var audiences = spec.Texts("audiences").DefaultIfEmpty(Audience).ToList();
        var expires = time.GetUtcNow().AddSeconds(seconds);
        body["kind"] = "TokenRequest";
        body["apiVersion"] = "authentication.k8s.io/v1";
        spec["expirationSeconds"] = seconds;
        spec["audiences"] = new JsonArray([.. audiences.Select(audience => (JsonNode)audience)]);
        body["status"] = new JsonObject
        {
            ["token"] = tokens.Issue(account, audiences, expires),
            ["expirationTimestamp"] = expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    private JsonObject Token(string token)
    {
        if (authorizer.Identify(token) is not { } user)
            return new JsonObject { ["user"] = new JsonObject(), ["error"] = "[invalid bearer token]" };
        return new JsonObject { ["authenticated"] = true, ["user"] = Show(user), ["audiences"] = new JsonArray(Audience) };
    }

    private JsonObject Access(ResourceRequest request, UserInfo user, JsonObject? spec)
    {
        var (resource, path) = (spec.Child("resourceAttributes"), spec.Child("nonResourceAttributes"));
        if (resource is null == path is null)
            throw Errors.Invalid(request.Type, "", [FieldCause.Invalid("spec.resourceAttributes", null, "exactly one of nonResourceAttributes or resourceAttributes must be specified")]);
        var asked = path is not null
            ? new AccessAttributes { Verb = path.Text("verb"), Path = path.Text("path") }
            : new AccessAttributes
            {
                Verb = resource.Text("verb"),
                Group = resource.Text("group"),
                Resource = resource.Text("resource"),
                Subresource = resource.Text("subresource"),
                Namespace = resource.Text("namespace"),
                Name = resource.Text("name"),
            };
        var why = authorizer.WhyAllowed(user, asked);
        var status = new JsonObject { ["allowed"] = why is not null };
        if (why is { Length: > 0 }) status["reason"] = why;
        return status;
    }

    private static UserInfo Subject(ResourceRequest request, JsonObject? spec)
    {
        var groups = spec.Texts("groups").ToList();
        if (spec.Text("user").Length == 0 && groups.Count == 0)
            throw Errors.Invalid(request.Type, "", [FieldCause.Invalid("spec.user", "", "at least one of user or group must be specified")]);
        return new UserInfo(spec.Text("user"), groups, spec.Text("uid"));
    }

    private JsonObject Rules(UserInfo user, string inNamespace)
    {
        var rules = authorizer.RulesFor(user, inNamespace).ToLookup(rule => rule.Paths.Length > 0);
        return new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. rules[false].Select(rule => rule.ToJson())]),
            ["nonResourceRules"] = new JsonArray([.. rules[true].Select(rule => rule.ToJson())]),
            ["incomplete"] = false,
        };
    }

    private static JsonObject Show(UserInfo user)
    {
        var shown = new JsonObject { ["username"] = user.Name };
        if (user.Uid.Length > 0) shown["uid"] = user.Uid;
        shown["groups"] = new JsonArray([.. user.Groups.Select(group => (JsonNode)group)]);
        return shown;
    }
}

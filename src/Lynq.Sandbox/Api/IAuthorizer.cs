using Lynq.Sandbox.Authorization;
using Microsoft.AspNetCore.Http;

namespace Lynq.Sandbox.Api;

/// <summary>Tells who a request comes from and whether it may do what it asks.</summary>
internal interface IAuthorizer
{
    /// <summary>The user of the request's token; throws 401 for one that nobody has.</summary>
    UserInfo Authenticate(HttpRequest request);

    /// <summary>Whose a token is; null when nobody's.</summary>
    UserInfo? Identify(string token);

    /// <summary>Why the user may do it (maybe empty); null when they may not.</summary>
    string? WhyAllowed(UserInfo user, AccessAttributes asked);

    /// <summary>Everything that the user may do in a namespace.</summary>
    IEnumerable<PolicyRule> RulesFor(UserInfo user, string inNamespace);
}

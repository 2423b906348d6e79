using Lynq.Sandbox.Resources;
using Microsoft.AspNetCore.Http;

namespace Lynq.Sandbox.Api;

/// <summary>Tells who a request comes from and whether it may do what it asks.</summary>
internal interface IAuthorizer
{
    /// <summary>The user of the request's token; throws 401 for one that nobody has.</summary>
    UserInfo Authenticate(HttpRequest request);

    /// <summary>Throws 403 when the user may not.</summary>
    void Check(UserInfo user, RequestInfo info, ResourceType type);
}

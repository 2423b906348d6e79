using Lynq.Sandbox.Api;
using Lynq.Sandbox.Resources;
using Microsoft.AspNetCore.Http;

namespace Lynq.Sandbox.Authorization;

/// <summary>Everybody is an administrator: the default.</summary>
internal sealed class AllowAll : IAuthorizer
{
    public UserInfo Authenticate(HttpRequest request) => UserInfo.Admin;

    public void Check(UserInfo user, RequestInfo info, ResourceType type)
    {
    }
}

using System.Text.Json.Nodes;
using Lynq.Sandbox.Authorization;
using Lynq.Sandbox.Discovery;
using Lynq.Sandbox.Faults;
using Lynq.Sandbox.Resources;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lynq.Sandbox.Api;

/// <summary>Every request's way: who, what, recorded, faulty or not, allowed, answered.</summary>
internal sealed partial class ApiHandler(
    ResourceCatalog catalog,
    StaticPaths paths,
    ReadHandler reads,
    WriteHandler writes,
    SubresourceHandler subresources,
    IAuthorizer authorizer,
    RequestLog requests,
    FaultInjector faults,
    TimeProvider time,
    ILogger<ApiHandler> logger)
{
    public async Task HandleAsync(HttpContext http)
    {
        RecordedRequest? record = null;
        try
        {
            var user = authorizer.Authenticate(http.Request);
            var info = RequestInfo.Parse(http.Request);
            record = Record(http, info, user);
            var fault = faults.Next(record);
            if (fault is not null && !await BeginFaultAsync(http, fault)) return;
            if (fault?.Fault is Fault.Truncate or Fault.DropAnswer) await WithFaultyAnswerAsync(http, fault.Fault, () => AnswerAsync(http, info, user, fault));
            else await AnswerAsync(http, info, user, fault);
        }
        catch (ApiException error) when (!http.Response.HasStarted)
        {
            await Answers.SendErrorAsync(http, error);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ConnectionResetException or IOException)
        {
            // The client has gone; there is nobody to answer.
        }
        catch (Exception bug) when (!http.Response.HasStarted)
        {
            LogBug(bug, http.Request.Method, http.Request.Path);
            await Answers.SendErrorAsync(http, Errors.Internal("Internal error occurred: " + bug.Message));
        }
        finally
        {
            if (record is not null) record.Status = http.Response.HasStarted ? http.Response.StatusCode : 0;
        }
    }

    private async Task AnswerAsync(HttpContext http, RequestInfo? info, UserInfo user, ActiveFault? fault)
    {
        if (fault?.Error() is { } error) throw error;
        if (info is null)
        {
            Check(user, new AccessAttributes { Verb = http.Request.Method.ToLowerInvariant(), Path = http.Request.Path.Value ?? "/" });
            await paths.AnswerAsync(http, user);
            return;
        }

        Check(user, AccessAttributes.Of(info));
        var type = catalog.Find(info.Group, info.Version, info.Plural) ?? throw Errors.NoSuchPath();
        // A cluster-scoped path of a namespaced resource lists all namespaces, and can do nothing else.
        if (type.Namespaced && info.Namespace.Length == 0 && info.Verb is not ("list" or "watch" or "deletecollection" or "create"))
            throw Errors.NoSuchPath();
        if (!type.Namespaced && info.Namespace.Length > 0) throw Errors.NoSuchPath();
        if (type.GroupResource == "endpoints") Answers.Warn(http, ["v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"]);
        var request = new ResourceRequest(http, info, type, user, fault);
        if (info.Subresource.Length > 0 && (info.Subresource != "status" || !type.HasStatus))
        {
            await subresources.AnswerAsync(request);
            return;
        }

        if (type.IsVirtual)
        {
            if (info.Verb != "create") throw Errors.MethodNotAllowed(type, info.Verb);
            await subresources.AnswerAsync(request);
            return;
        }

        if (type.Namespaced && info.Namespace.Length == 0 && info.Verb == "create")
            throw Errors.BadRequest("an empty namespace may not be set during creation");
        await DispatchAsync(request);
    }

    private void Check(UserInfo user, AccessAttributes asked)
    {
        if (authorizer.WhyAllowed(user, asked) is null) throw asked.Refusal(user);
    }

    private Task DispatchAsync(ResourceRequest request)
    {
        if (!request.Type.Verbs.Contains(request.Info.Verb, StringComparer.Ordinal)) throw Errors.MethodNotAllowed(request.Type, request.Info.Verb);
        return request.Info.Verb switch
        {
            "get" => reads.GetAsync(request),
            "list" => reads.ListAsync(request),
            "watch" => reads.WatchAsync(request),
            "create" when request.Info.Name.Length == 0 => writes.CreateAsync(request),
            "update" when request.Info.Name.Length > 0 => writes.UpdateAsync(request),
            "patch" when request.Info.Name.Length > 0 => writes.PatchAsync(request),
            "delete" => writes.DeleteAsync(request),
            "deletecollection" => writes.DeleteCollectionAsync(request),
            _ => throw Errors.MethodNotAllowed(request.Type, request.Info.Verb),
        };
    }

    private RecordedRequest Record(HttpContext http, RequestInfo? info, UserInfo user)
    {
        var request = http.Request;
        var verb = info is null ? request.Method.ToLowerInvariant() : Verb(request, info);
        var resource = info is null ? request.Path.Value ?? "/" : Resource(info);
        return requests.Record(time.GetUtcNow(), verb, resource, info?.Namespace ?? "", info?.Name ?? "",
            user.Name, request.Headers.UserAgent.ToString(), request.QueryString.Value ?? "");
    }

    private static string Verb(HttpRequest request, RequestInfo info) =>
        info.Verb == "patch" && request.ContentType?.StartsWith(WriteHandler.ApplyPatchType, StringComparison.Ordinal) == true ? "apply" : info.Verb;

    private static string Resource(RequestInfo info)
    {
        var name = info.Group.Length == 0 ? info.Plural : info.Plural + "." + info.Group;
        return info.Subresource.Length == 0 ? name : name + "/" + info.Subresource;
    }

    // False: the fault has ended the request.
    private async ValueTask<bool> BeginFaultAsync(HttpContext http, ActiveFault fault)
    {
        if (fault.Fault is Fault.Delay delay) await Task.Delay(delay.Time, time, http.RequestAborted);
        if (fault.Fault is not Fault.Drop) return true;
        http.Abort();
        return false;
    }

    private static async Task WithFaultyAnswerAsync(HttpContext http, Fault fault, Func<Task> answer)
    {
        var real = http.Response.Body;
        using var kept = new MemoryStream();
        http.Response.Body = kept;
        try
        {
            await answer();
            await http.Response.BodyWriter.FlushAsync();
        }
        catch (ApiException error)
        {
            await Answers.SendErrorAsync(http, error);
        }
        finally
        {
            http.Response.Body = real;
        }

        if (fault is not Fault.Truncate truncate)
        {
            http.Abort();
            return;
        }

        http.Response.ContentLength = null;
        var length = (int)Math.Min(truncate.Bytes, kept.Length);
        await real.WriteAsync(kept.GetBuffer().AsMemory(0, length), http.RequestAborted);
        await real.FlushAsync(http.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed by a bug of the sandbox")]
    private partial void LogBug(Exception exception, string method, string path);
}

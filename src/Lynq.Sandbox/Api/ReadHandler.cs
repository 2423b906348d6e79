using System.Globalization;
using Lynq.Sandbox.Faults;
using Lynq.Sandbox.Reading;
using Lynq.Sandbox.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace Lynq.Sandbox.Api;

/// <summary>Answers get, list and watch.</summary>
internal sealed class ReadHandler(ObjectStore store, ListReader lists, StaleReads stale, TimeProvider time, SandboxOptions options)
{
    public Task GetAsync(ResourceRequest request)
    {
        var collection = store.Collection(request.Type.StorageKey);
        var found = request.Fault?.Fault is Fault.Stale
            ? stale.Find(collection, request.Info.Key, request.Fault.Version)
            : collection.Find(request.Info.Key);
        return Answers.SendAsync(request.Http, 200, found ?? throw Errors.NotFound(request.Type, request.Info.Name), View(request));
    }

    public async Task ListAsync(ResourceRequest request)
    {
        CheckVersion(request);
        var query = Query(request);
        var page = request.Fault?.Fault is Fault.Stale
            ? stale.List(request.Type, query, request.Fault.Version)
            : lists.Read(request.Type, query);
        Answers.Begin(request.Http, 200);
        page.Write(request.Http.Response.BodyWriter, View(request), time, request.Query("includeObject"));
        await request.Http.Response.BodyWriter.FlushAsync(request.Cancellation);
    }

    public async Task WatchAsync(ResourceRequest request)
    {
        var initial = request.Flag("sendInitialEvents");
        if (initial && request.Query("resourceVersionMatch") != "NotOlderThan")
        {
            throw new ApiException(422, Reasons.Invalid,
                "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan", []);
        }

        var seconds = long.TryParse(request.Query("timeoutSeconds"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked : 1800;
        var query = new WatchQuery
        {
            List = Query(request),
            ResourceVersion = request.Query("resourceVersion"),
            Bookmarks = request.Flag("allowWatchBookmarks"),
            SendInitialEvents = initial,
            Timeout = TimeSpan.FromSeconds(seconds),
            BookmarkInterval = options.BookmarkInterval,
        };
        Answers.Begin(request.Http, 200);
        request.Http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var cut = Cutter(request);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(request.Cancellation, cut?.Token ?? default, options.Stopping);
        var output = request.Http.Response.BodyWriter;
        try
        {
            if (request.Fault?.Fault is Fault.Stall) await StallAsync(request, stop.Token);
            await new WatchStream(store, time, View(request), query).RunAsync(
                output, async last =>
                {
                    // Many small frames go out together; the pipe pushes back when the client is slow.
                    if (last || output.UnflushedBytes > 32 * 1024) await output.FlushAsync(stop.Token);
                }, stop.Token);
        }
        catch (OperationCanceledException)
        {
            if (cut?.IsCancellationRequested == true) request.Http.Abort();
        }
    }

    private async Task StallAsync(ResourceRequest request, CancellationToken stop)
    {
        await request.Http.Response.StartAsync(stop);
        await request.Http.Response.BodyWriter.FlushAsync(stop);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
    }

    private CancellationTokenSource? Cutter(ResourceRequest request) =>
        request.Fault?.Fault is Fault.Cut cut ? new CancellationTokenSource(cut.Time, time) : null;

    private static ListQuery Query(ResourceRequest request)
    {
        var (info, type) = (request.Info, request.Type);
        if (info.Name.Length > 0)
        {
            // Watching one object is a watch of its collection for its name.
            return new ListQuery { Namespace = info.Namespace, Fields = FieldSelector.Parse("metadata.name=" + info.Name, type) };
        }

        return new ListQuery
        {
            Namespace = info.Namespace.Length > 0 ? info.Namespace : type.Namespaced ? null : "",
            Labels = LabelSelector.Parse(request.Query("labelSelector")),
            Fields = FieldSelector.Parse(request.Query("fieldSelector"), type),
            Limit = int.TryParse(request.Query("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : 0,
            Continue = request.Query("continue"),
        };
    }

    private void CheckVersion(ResourceRequest request)
    {
        var asked = request.Query("resourceVersion");
        var match = request.Query("resourceVersionMatch");
        if (asked.Length == 0)
        {
            if (match.Length > 0) throw Forbidden("resourceVersionMatch is forbidden unless resourceVersion is provided");
            return;
        }

        if (request.Query("continue").Length > 0 && asked != "0") throw Errors.BadRequest("specifying resource version is not allowed when using continue");
        if (!long.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            throw Errors.BadRequest($"Invalid value: \"{asked}\": strconv.ParseUint: parsing \"{asked}\": invalid syntax");
        if (version > store.Version)
        {
            throw new ApiException(504, Reasons.Timeout, $"Too large resource version: {version}, current: {store.Version}",
                new System.Text.Json.Nodes.JsonObject
                {
                    ["causes"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject
                    {
                        ["reason"] = "ResourceVersionTooLarge",
                        ["message"] = "Too large resource version",
                    }),
                }, 1);
        }

        if (match == "Exact" && version < store.CompactedVersion)
            throw Errors.Gone("The resourceVersion for the provided list is too old.");
    }

    private ObjectView View(ResourceRequest request) => new(
        request.Type, Negotiation.Choose(request.Http.Request.Headers.Accept), time,
        request.Query("includeObject") is { Length: > 0 } include ? include : "Metadata");

    private static ApiException Forbidden(string why) =>
        new(422, Reasons.Invalid, "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: " + why, []);
}

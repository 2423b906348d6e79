using System.Text.Json.Nodes;
using Lynq.Sandbox.Reading;
using Lynq.Sandbox.Resources;
using Lynq.Sandbox.Storage;

namespace Lynq.Sandbox.Api;

/// <summary>Answers the endpoints that are no plain objects: scale, finalize, tokens and reviews.</summary>
internal sealed class SubresourceHandler(ObjectStore store, ObjectWriter writer, ReviewHandler reviews, TimeProvider time)
{
    public Task AnswerAsync(ResourceRequest request) => (request.Type.Kind, request.Info.Subresource, request.Info.Verb) switch
    {
        ("Namespace", "finalize", "update") => FinalizeAsync(request),
        (_, "scale", "get") => Answers.SendAsync(request.Http, 200, Scale.Of(request.Type, Live(request))),
        (_, "scale", "update" or "patch") when request.Type.Subresources.Contains("scale", StringComparer.Ordinal) => ScaleAsync(request),
        _ when ReviewHandler.Handles(request) => reviews.AnswerAsync(request),
        _ => throw Errors.NoSuchPath(),
    };

    private async Task FinalizeAsync(ResourceRequest request)
    {
        var options = request.WriteOptions("finalize");
        var body = await RequestBody.ReadObjectAsync(request.Http.Request, request.Cancellation);
        ObjectIdentity.Check(request.Type, body, "", request.Info.Name);
        var result = await writer.ChangeAsync(request.Type, request.Info.Key, live =>
        {
            live["spec"] = body["spec"]?.DeepClone();
            return live;
        }, options, request.Cancellation);
        await Answers.SendAsync(request.Http, 200, result.Object, new ObjectView(request.Type, Representation.Object, time));
    }

    // A PUT and a merge patch of a Scale both carry spec.replicas; nothing else of it can be written.
    private async Task ScaleAsync(ResourceRequest request)
    {
        var body = await RequestBody.ReadObjectAsync(request.Http.Request, request.Cancellation);
        var replicas = body.Child("spec").Number("replicas") ?? throw Errors.BadRequest("spec.replicas: Required value");
        var result = await writer.ChangeAsync(
            request.Type, request.Info.Key, live => Scale.Write(request.Type, live, replicas), request.WriteOptions("scale"), request.Cancellation);
        await Answers.SendAsync(request.Http, 200, Scale.Of(request.Type, Versions.Read(result.Object, request.Type)));
    }

    private JsonObject Live(ResourceRequest request) => store.Collection(request.Type.StorageKey).Find(request.Info.Key) is { } found
        ? Versions.Read(found, request.Type)
        : throw Errors.NotFound(request.Type, request.Info.Name);
}

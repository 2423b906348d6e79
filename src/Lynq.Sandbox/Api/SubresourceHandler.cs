using System.Text.Json.Nodes;
using Lynq.Sandbox.Patching;
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

    // A Scale is a view of its object: a write changes the view, and the object's replicas with it.
    private async Task ScaleAsync(ResourceRequest request)
    {
        var body = await RequestBody.ReadAsync(request.Http.Request, request.Cancellation);
        var result = await writer.ChangeAsync(request.Type, request.Info.Key, live =>
        {
            var scale = Changed(request, Scale.Of(request.Type, live), body);
            Scale.Check(request.Type, scale, live);
            return Scale.Write(request.Type, live, scale.Child("spec").Number("replicas") ?? 0);
        }, request.WriteOptions("scale"), request.Cancellation);
        await Answers.SendAsync(request.Http, 200, Scale.Of(request.Type, Versions.Read(result.Object, request.Type)));
    }

    private static JsonObject Changed(ResourceRequest request, JsonObject scale, JsonNode? body)
    {
        if (request.Info.Verb == "patch" && request.Http.Request.ContentType?.StartsWith(WriteHandler.JsonPatchType, StringComparison.Ordinal) == true)
            return JsonPatch.Apply(scale, body);
        if (body is not JsonObject given) throw Errors.BadRequest("the object provided is unrecognized (must be of type Scale): the body is empty or no object");
        return request.Info.Verb == "update" ? given : (JsonObject)MergePatch.Apply(scale, given)!;
    }

    private JsonObject Live(ResourceRequest request) => store.Collection(request.Type.StorageKey).Find(request.Info.Key) is { } found
        ? Versions.Read(found, request.Type)
        : throw Errors.NotFound(request.Type, request.Info.Name);
}

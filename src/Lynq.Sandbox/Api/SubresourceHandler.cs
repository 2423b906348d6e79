namespace Lynq.Sandbox.Api;

/// <summary>Answers the endpoints that are no plain objects: scale, finalize, eviction, token, binding, and the reviews.</summary>
internal sealed class SubresourceHandler(ObjectWriter writer)
{
    public Task AnswerAsync(ResourceRequest request) => (request.Type.GroupResource, request.Info.Subresource, request.Info.Verb) switch
    {
        ("namespaces", "finalize", "update") => FinalizeAsync(request),
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
        await Answers.SendAsync(request.Http, 200, result.Object, new Reading.ObjectView(request.Type, Reading.Representation.Object, TimeProvider.System));
    }
}
